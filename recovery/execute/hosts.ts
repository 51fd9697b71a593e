/** Where Google's APIs are; a drill points all of them at the sandbox. */
const COMPUTE = "https://compute.googleapis.com/compute/v1";
const SQL = "https://sqladmin.googleapis.com/v1";
const DNS = "https://dns.googleapis.com/dns/v1";
const STORAGE = "https://storage.googleapis.com";

/** Addresses of what a recovery reads and changes, in one project. */
export class Hosts {
  readonly #project: string;

  constructor(project: string) {
    this.#project = project;
  }

  /** @param path such as `global/backendServices/bank-web` */
  compute(path: string): string {
    return `${COMPUTE}/projects/${this.#project}/${path}`;
  }

  /** @param verb such as `/switchover`; none: the instance itself */
  sql(instance: string, verb = ""): string {
    return `${SQL}/projects/${this.#project}/instances/${instance}${verb}`;
  }

  dns(zone: string, path: string): string {
    return `${DNS}/projects/${this.#project}/managedZones/${zone}/${path}`;
  }

  object(bucket: string, name: string, query = ""): string {
    return `${STORAGE}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}${query}`;
  }

  /** @param generation that must be current; 0: there must be none */
  upload(bucket: string, name: string, generation?: string): string {
    const condition = generation === undefined ? "" : `&ifGenerationMatch=${generation}`;
    return `${STORAGE}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}${condition}`;
  }
}
