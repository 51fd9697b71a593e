import type { Issue, Relation } from "../relation";
import { entries, reference } from "./reference";

/** The ways in lead to something, and the described one is there. */
export const edgeWays: Relation = (draft) => {
  const { edge, regions, home } = draft;
  if (!edge) return [];
  const at = ["edge", "addresses"];
  const unknown = Object.keys(edge.addresses ?? {}).flatMap((region): readonly Issue[] =>
    region === home
      ? [
          {
            path: [...at, region],
            message: `can't be given: ${home} is the home region, whose stack knows its own address; remove it`,
          },
        ]
      : reference([...at, region], region, {
          article: "one of the regions",
          names: regions && Object.keys(regions),
        }),
  );
  return [...nothingBehind(draft), ...unreachable(draft), ...unknown];
};

function nothingBehind({ services }: Parameters<Relation>[0]): Issue[] {
  const known = entries(services);
  if (services === undefined || known.length < Object.keys(services).length) return [];
  if (known.some(([, service]) => Object.hasOwn(service, "public"))) return [];
  return [{ path: ["edge"], message: "leads nowhere: no service is public; leave it out" }];
}

/** Users are sent where the writes go, so that region's load balancer has to be known. */
function unreachable({ edge, primary, home }: Parameters<Relation>[0]): Issue[] {
  if (edge?.route !== "backup" || primary === undefined || primary === home) return [];
  if (edge.addresses && Object.hasOwn(edge.addresses, primary)) return [];
  const message = `"backup" needs the address of the load balancer in ${primary}, which is primary; write it to edge.addresses, as the stack of ${primary} prints it (backupAddress)`;
  return [{ path: ["edge", "route"], message }];
}
