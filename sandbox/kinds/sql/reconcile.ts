import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { watchZone } from "./availability";
import { planBackup } from "./backups";
import { comeToLife } from "./birth";
import { instancesOf, isOn, isReplica, runtimeOf } from "./instance";
import { watchReturn } from "./rejoin";
import { relink } from "./replication";
import { showRoles } from "./roles";

/** Lets every instance take account of what has changed: a fault, a role, a setting, an end. */
export function reconcile(cloud: Cloud): void {
  each(cloud, comeToLife);
  each(cloud, watchZone);
  each(cloud, watchReturn);
  showRoles(cloud);
  relink(cloud);
  each(cloud, keepBackingUp);
}

function each(cloud: Cloud, look: (instance: CloudResource, cloud: Cloud) => void): void {
  for (const { id } of instancesOf(cloud)) {
    const instance = cloud.find(id);
    if (instance) look(instance, cloud);
  }
}

/** Plans daily backups where they have begun or ended to be wanted. */
function keepBackingUp(instance: CloudResource, cloud: Cloud): void {
  const { branch, backupEvent } = runtimeOf(instance);
  const wanted =
    branch !== null &&
    !isReplica(instance) &&
    isOn(instance.properties, "settings.backupConfiguration.enabled");
  if (wanted !== (backupEvent !== null)) planBackup(instance.id, cloud);
}
