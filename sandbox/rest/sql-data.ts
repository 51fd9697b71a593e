import { createHash } from "node:crypto";
import type { Cloud } from "../cloud";
import { CloudError, conflict, invalid } from "../error";
import { at } from "../json";
import { isReachable } from "../kinds/sql/availability";
import { rowsOf } from "../kinds/sql/data";
import { instanceNamed, textAt } from "../kinds/sql/instance";
import { countRows } from "../kinds/sql/rows";
import { documentOf, partOf, type Matched, type RestAnswer } from "./route";

/**
 * Cloud SQL's Data API: whatever is asked, the answer is how many rows the instance holds and a sum
 * that tells their numbers apart. Nothing here knows SQL.
 */
export function executeSql(request: Matched, cloud: Cloud): RestAnswer {
  const [project, name] = [partOf(request, "project"), partOf(request, "instance")];
  const instance = instanceNamed(cloud, project, name);
  if (!instance) {
    throw new CloudError(404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
  }
  if (textAt(documentOf(request), "sqlStatement") === "") {
    throw invalid("Missing parameter: sqlStatement");
  }
  if (at(instance.properties, "settings.dataApiAccess") !== "ALLOW_DATA_API") {
    throw invalid(`Data API access is not enabled for '${name}'`);
  }
  if (!isReachable(instance, cloud)) throw conflict("invalidState", `'${name}' is not running`);
  const rows = rowsOf(instance, cloud);
  const sum = createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 12);
  const values = [{ value: String(countRows(rows)) }, { value: sum }];
  const columns = [
    { name: "rows", type: "INT8" },
    { name: "sum", type: "TEXT" },
  ];
  return { body: { results: [{ columns, rows: [{ values }] }] } };
}
