import { isWritable } from "../kinds/sql/availability";
import { rowsOf, write } from "../kinds/sql/data";
import { INSTANCE } from "../kinds/sql/instance";
import type { Databases } from "./writes";

/** The sandbox's Cloud SQL, as those who write into it see it: found by private address. */
export const SQL_DATABASES: Databases = {
  at: (cloud, address) => {
    for (const instance of cloud.all(INSTANCE)) {
      if (instance.properties["privateIpAddress"] === address) return instance;
    }
    return undefined;
  },
  isWritable,
  write,
  rowsOf,
};
