import { instanceGroupRules } from "../../../inventory/api-rules/instance-group";
import { templateRules } from "../../../inventory/api-rules/template";
import { autoscaler, dnsCheck, group, healthCheck, template } from "../good";
import { check, holdRules } from "./hold";

const unevenGroup = () => {
  const updatePolicy = {
    type: "PROACTIVE",
    minimalAction: "REPLACE",
    instanceRedistributionType: "NONE",
  };
  return group({ updatePolicy, distributionPolicyTargetShape: "BALANCED" });
};
const recreatingGroup = () => {
  const updatePolicy = {
    ...{ type: "PROACTIVE", minimalAction: "REPLACE", replacementMethod: "RECREATE" },
    ...{ maxSurgeFixed: 0, maxUnavailableFixed: 3 },
  };
  return group({ updatePolicy });
};
const scratch = () =>
  template({
    disks: [{ boot: true }, { type: "SCRATCH", diskType: "local-ssd", diskSizeGb: 375 }],
  });
const healed = (check: string) =>
  group({ autoHealingPolicies: { healthCheck: check, initialDelaySec: 120 } });

describe("instance templates", () => {
  holdRules(templateRules, [
    [
      "template/boot-disk",
      [template()],
      { "disks.1": { boot: true } },
      [
        'disks[1].boot: "true" is for the first disk only; move this disk to the front, or leave boot out',
      ],
    ],
    [
      "template/scratch-type",
      [scratch()],
      { "disks.1.diskType": "pd-ssd" },
      [
        'disks[1].diskType: "pd-ssd" doesn\'t go with the type "SCRATCH"; SCRATCH and local-ssd go together',
      ],
    ],
    [
      "template/scratch-size",
      [scratch()],
      { "disks.1.diskSizeGb": 400 },
      ['disks[1].diskSizeGb: "400" is not one of 375, 3000, 3500, 7000, 14000; use 375'],
    ],
    [
      "template/named",
      [template()],
      { name: "web" },
      [
        'name: "web" is fixed, so that a changed template is deleted while its group still uses it; leave it out',
      ],
    ],
    [
      "template/long-prefix",
      [template()],
      { namePrefix: "a".repeat(38) },
      [
        'namePrefix: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has 38 characters; above 37 the random end gets short and may collide, so shorten it',
      ],
    ],
    [
      "template/no-network",
      [template()],
      { "networkInterfaces.0": {} },
      [
        "networkInterfaces[0].subnetwork: is missing, as are network and networkAttachment; give the region's subnetwork",
      ],
    ],
    [
      "template/spot-scheduling",
      [template()],
      { scheduling: { provisioningModel: "SPOT" } },
      [
        'scheduling.automaticRestart: "true", also by default, doesn\'t go with spot instances; set it to false',
      ],
    ],
    [
      "template/spot-scheduling",
      [template()],
      { scheduling: { preemptible: true, automaticRestart: false, onHostMaintenance: "MIGRATE" } },
      ['scheduling.onHostMaintenance: "MIGRATE" doesn\'t go with spot instances; set TERMINATE'],
    ],
    [
      "template/two-startup-scripts",
      [template({ metadataStartupScript: "#!/bin/sh" })],
      { metadata: { "startup-script": "#!/bin/sh" } },
      [
        'metadataStartupScript: can\'t be given together with metadata["startup-script"]; keep one of them',
      ],
    ],
  ]);
});

describe("instance groups", () => {
  holdRules(instanceGroupRules, [
    [
      "instance-group/surge-below-zones",
      [group()],
      { "updatePolicy.maxSurgeFixed": 2 },
      ['updatePolicy.maxSurgeFixed: "2" is below the number of zones, 3; use 0, or 3 or more'],
    ],
    [
      "instance-group/surge-below-zones",
      [group({ distributionPolicyZones: undefined })],
      { "updatePolicy.maxSurgeFixed": 1 },
      ['updatePolicy.maxSurgeFixed: "1" is below the number of zones, 3; use 0, or 3 or more'],
    ],
    [
      "instance-group/unavailable-below-zones",
      [group()],
      { "updatePolicy.maxUnavailableFixed": 1 },
      [
        'updatePolicy.maxUnavailableFixed: "1" is below the number of zones, 3; use 0, or 3 or more',
      ],
    ],
    [
      "instance-group/no-room-to-update",
      [group()],
      { "updatePolicy.maxSurgeFixed": 0 },
      [
        "updatePolicy: surge and unavailability are both 0, so that nothing could ever be replaced; raise maxSurgeFixed to the number of zones",
      ],
    ],
    [
      "instance-group/recreate-with-surge",
      [recreatingGroup()],
      { "updatePolicy.maxSurgeFixed": 3 },
      [
        'updatePolicy.replacementMethod: "RECREATE" keeps names and can\'t surge, but maxSurge is "3"; set it to 0, or use SUBSTITUTE',
      ],
    ],
    [
      "instance-group/recreate-with-surge",
      [recreatingGroup()],
      { "updatePolicy.maxSurgeFixed": undefined, "updatePolicy.maxUnavailableFixed": 0 },
      [
        'updatePolicy.replacementMethod: "RECREATE" takes instances away first, but maxUnavailable is "0"; raise it, or use SUBSTITUTE',
      ],
    ],
    [
      "instance-group/shape",
      [unevenGroup()],
      { distributionPolicyTargetShape: "SPREAD" },
      [
        'distributionPolicyTargetShape: "SPREAD" is not one of EVEN, BALANCED, ANY, ANY_SINGLE_ZONE; use EVEN for an autoscaled group',
      ],
    ],
    [
      "instance-group/shape-with-redistribution",
      [unevenGroup()],
      { "updatePolicy.instanceRedistributionType": "PROACTIVE" },
      [
        'updatePolicy.instanceRedistributionType: "PROACTIVE" doesn\'t go with the shape "BALANCED"; set it to NONE, or use the shape EVEN',
      ],
    ],
    [
      "instance-group/autoscaled-without-redistribution",
      [group(), autoscaler()],
      { "updatePolicy.instanceRedistributionType": "NONE" },
      [
        'updatePolicy.instanceRedistributionType: "NONE" stops the autoscaler bank-web from working; use PROACTIVE with the shape EVEN',
      ],
    ],
    [
      "instance-group/target-size-with-autoscaler",
      [group(), autoscaler()],
      { targetSize: 3 },
      ['targetSize: "3" fights the autoscaler bank-web on every deployment; leave it out'],
    ],
    [
      "instance-group/stateful-and-autoscaled",
      [
        group({ updatePolicy: unevenGroup().inputs["updatePolicy"] }),
        autoscaler({ autoscalingPolicy: { mode: "OFF", minReplicas: 1, maxReplicas: 3 } }),
      ],
      { statefulDisks: [{ deviceName: "data" }] },
      [
        "statefulDisks: keeps state, and a group that keeps state can't be autoscaled; leave it out, or drop bank-web",
      ],
    ],
    [
      "instance-group/stateful-with-redistribution",
      [group()],
      { statefulInternalIps: [{ interfaceName: "nic0" }] },
      [
        "statefulInternalIps: keeps state, which needs updatePolicy.instanceRedistributionType NONE; set that, or leave this out",
      ],
    ],
    [
      "instance-group/one-version-takes-the-rest",
      [group()],
      { "versions.1": { instanceTemplate: "canary" } },
      [
        'versions: "2" of 2 versions have no targetSize, exactly one has to take the rest; give all others a targetSize',
      ],
    ],
    [
      "instance-group/zones",
      [group()],
      { distributionPolicyZones: ["us-central1-a", "us-central1-a", "us-east1-b"] },
      [
        'distributionPolicyZones: "us-central1-a" stands there twice; name every zone once',
        'distributionPolicyZones: "us-east1-b" is not a zone of us-central1; use zones of the group\'s region',
      ],
    ],
    [
      "instance-group/base-instance-name",
      [group()],
      { baseInstanceName: "Web" },
      [
        'baseInstanceName: "Web" is no base for names of instances: 1 to 58 lower-case letters, digits and dashes, a letter first, no dash last; shorten or rename it',
      ],
    ],
    [
      "instance-group/heals-by-dns-check",
      [healed("bank-ready"), healthCheck(), dnsCheck()],
      { "autoHealingPolicies.healthCheck": "bank-dns" },
      [
        'autoHealingPolicies.healthCheck: "bank-dns" has sourceRegions, which serve DNS only; use a health check of its own for autohealing',
      ],
    ],
    [
      "instance-group/waits-for-instances",
      [group()],
      { waitForInstances: true },
      [
        'waitForInstances: "true" holds a recovery up until all instances are stable, or 15 minutes; leave it out',
      ],
    ],
  ]);

  it("leaves a size alone that Pulumi ignores", () => {
    const ignoring = group({ targetSize: 3 }, { ignoreChanges: ["targetSize"] });
    expect(check([ignoring, autoscaler()])).toEqual([]);
  });

  it("lets an autoscaler that only adds go without redistribution", () => {
    const adding = autoscaler({
      autoscalingPolicy: { mode: "ONLY_SCALE_OUT", minReplicas: 3, maxReplicas: 9 },
    });
    expect(check([unevenGroup(), adding])).toEqual([]);
  });
});
