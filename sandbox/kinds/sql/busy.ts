import type { Cloud } from "../../cloud";
import { CloudError, conflict } from "../../error";
import type { CloudResource, Operation } from "../../model";
import { isReachable } from "./availability";
import { remember, runtimeOf } from "./instance";

/** @throws CloudError 409 while another operation on it goes on. */
export function refuseBusy(instance: CloudResource, cloud: Cloud): void {
  const { branch, busyUntil } = runtimeOf(instance);
  if (branch === null || busyUntil > cloud.now || instance.readyAt > cloud.now) {
    throw conflict(
      "operationInProgress",
      "Operation failed because another operation was already in progress.",
    );
  }
}

/** @throws CloudError 400 where nothing runs that could carry an action out. */
export function refuseStopped(instance: CloudResource, cloud: Cloud): void {
  if (isReachable(instance, cloud)) return;
  throw new CloudError(400, "invalidState", `The instance '${instance.name}' is not running`);
}

/** Keeps other actions away from it until the operation has ended. */
export function occupy(instance: CloudResource, { end }: Operation, cloud: Cloud): void {
  remember(instance.id, { busyUntil: end }, cloud);
}
