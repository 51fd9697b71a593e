import type { Kind } from "../../kind";
import { databaseInstance } from "./database-instance";
import { database, user } from "./logical";

/** Cloud SQL. */
export const SQL_KINDS: readonly Kind[] = [databaseInstance, database, user];
