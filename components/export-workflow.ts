/** What a job hands to the workflow. */
export interface ExportArguments {
  readonly kind: "cloud-sql" | "firestore";
  readonly project: string;
  readonly bucket: string;
  readonly store: string;
  readonly database: string;
  /** Cloud SQL instance that is dumped, on a machine of its own so that it is not slowed down. */
  readonly instance?: string;
}

/** The steps of an export, in the language of Google's Workflows; it ends when the copy is complete. */
export const EXPORT_WORKFLOW = `main:
  params: [args]
  steps:
    - place:
        assign:
          - stamp: \${text.replace_all(time.format(sys.now()), ":", "-")}
          - uri: \${"gs://" + args.bucket + "/" + args.store + "/" + args.database + "/" + stamp}
    - kind:
        switch:
          - condition: \${args.kind == "cloud-sql"}
            next: dump
          - condition: \${args.kind == "firestore"}
            next: documents
    - unknown:
        raise: \${"no export of " + args.kind}
    - dump:
        call: googleapis.sqladmin.v1.instances.export
        args:
          project: \${args.project}
          instance: \${args.instance}
          body:
            exportContext:
              fileType: SQL
              uri: \${uri + ".sql.gz"}
              databases: ["\${args.database}"]
              offload: true
        next: end
    - documents:
        call: googleapis.firestore.v1.projects.databases.exportDocuments
        args:
          name: \${"projects/" + args.project + "/databases/" + args.database}
          body:
            outputUriPrefix: \${uri}
        next: end
`;
