import { autoscalerRules } from "../../../inventory/api-rules/autoscaler";
import { healthCheckRules } from "../../../inventory/api-rules/health-check";
import { autoscaler, dnsCheck, group, healthCheck } from "../good";
import { holdRules } from "./hold";

const POLICY = "autoscalingPolicy";

describe("autoscalers", () => {
  holdRules(autoscalerRules, [
    [
      "autoscaler/mode",
      [autoscaler()],
      { [`${POLICY}.mode`]: "ONLY_UP" },
      [
        'autoscalingPolicy.mode: "ONLY_UP" is not one of ON, OFF, ONLY_SCALE_OUT; use its new spelling ONLY_SCALE_OUT',
      ],
    ],
    [
      "autoscaler/limits",
      [autoscaler()],
      { [`${POLICY}.minReplicas`]: 13 },
      [
        'autoscalingPolicy.minReplicas: "13" is above maxReplicas "12"; lower it, or raise maxReplicas',
      ],
    ],
    [
      "autoscaler/limits",
      [autoscaler()],
      { [`${POLICY}.minReplicas`]: -1 },
      ['autoscalingPolicy.minReplicas: "-1" is negative; use 0 or more'],
    ],
    [
      "autoscaler/cpu-target",
      [autoscaler()],
      { [`${POLICY}.cpuUtilization.target`]: 60 },
      [
        'autoscalingPolicy.cpuUtilization.target: "60" is no share of the CPU, above 0 and at most 1; use 0.6 for 60 %',
      ],
    ],
    [
      "autoscaler/predictive-method",
      [autoscaler()],
      { [`${POLICY}.cpuUtilization.predictiveMethod`]: "ON" },
      [
        'autoscalingPolicy.cpuUtilization.predictiveMethod: "ON" is not one of NONE, OPTIMIZE_AVAILABILITY; use one of these',
      ],
    ],
    [
      "autoscaler/metric-target",
      [autoscaler()],
      { [`${POLICY}.metrics`]: [{ name: "queue" }] },
      [
        "autoscalingPolicy.metrics[0]: needs either target or singleInstanceAssignment; give one of them",
      ],
    ],
    [
      "autoscaler/log-based-metric",
      [autoscaler()],
      { [`${POLICY}.metrics`]: [{ name: "logging.googleapis.com/user/crash", target: 1 }] },
      [
        'autoscalingPolicy.metrics[0].name: "logging.googleapis.com/user/crash" comes from logs, which autoscaling can\'t read; write a metric of your own',
      ],
    ],
    [
      "autoscaler/too-many-metrics",
      [autoscaler()],
      { [`${POLICY}.metrics`]: Array.from({ length: 6 }, () => ({ name: "queue", target: 1 })) },
      ['autoscalingPolicy.metrics: has "6" entries; use at most 5'],
    ],
    [
      "autoscaler/schedule-duration",
      [autoscaler()],
      {
        [`${POLICY}.scalingSchedules`]: [
          { name: "noon", schedule: "0 12 * * *", durationSec: 60, minRequiredReplicas: 5 },
        ],
      },
      ['autoscalingPolicy.scalingSchedules[0].durationSec: "60" is below 300 seconds; raise it'],
    ],
    [
      "autoscaler/scale-in-window",
      [autoscaler()],
      { [`${POLICY}.scaleInControl`]: { maxScaledInReplicas: { fixed: 1 }, timeWindowSec: 10 } },
      ['autoscalingPolicy.scaleInControl.timeWindowSec: "10" is not from 60 to 3600; use 600'],
    ],
    [
      "autoscaler/never-leaves-zero",
      [autoscaler()],
      { [`${POLICY}.minReplicas`]: 0 },
      [
        'autoscalingPolicy.minReplicas: "0" instances give nothing to measure, so the group can\'t grow again; use at least 1, a per-group metric, or mode OFF',
      ],
    ],
    [
      "autoscaler/other-region",
      [autoscaler({ target: "bank-web" }), group()],
      { region: "us-east1" },
      ['target: "bank-web" is in us-central1, this autoscaler in us-east1; put both in one place'],
    ],
    [
      "autoscaler/shares-its-group",
      [autoscaler({ name: "extra", target: "batch" }), autoscaler(), group()],
      { target: "bank-web" },
      [
        'target: "bank-web" has another autoscaler, bank-web; a group takes one, so drop the other',
        'target: "bank-web" has another autoscaler, extra; a group takes one, so drop the other',
      ],
    ],
  ]);
});

describe("health checks", () => {
  holdRules(healthCheckRules, [
    [
      "health-check/timeout-over-interval",
      [healthCheck()],
      { timeoutSec: 6 },
      ['timeoutSec: "6" seconds is longer than the interval of 5 seconds; lower it to 5 or less'],
    ],
    [
      "health-check/http-port-specification",
      [healthCheck()],
      { "httpHealthCheck.portSpecification": "USE_SERVING_PORT" },
      [
        'httpHealthCheck.portSpecification: "USE_SERVING_PORT" takes neither port nor portName; leave both out',
      ],
    ],
    [
      "health-check/port-specification",
      [healthCheck({ httpHealthCheck: undefined, httpsHealthCheck: { port: 443 } })],
      { "httpsHealthCheck.portSpecification": "USE_NAMED_PORT" },
      [
        'httpsHealthCheck.portSpecification: "USE_NAMED_PORT" takes a portName and no port; give the name alone',
      ],
    ],
    [
      "health-check/port-specification",
      [healthCheck({ httpHealthCheck: undefined, tcpHealthCheck: { port: 443 } })],
      { "tcpHealthCheck.portSpecification": "USE_FIXED_PORT", "tcpHealthCheck.portName": "tls" },
      [
        'tcpHealthCheck.portSpecification: "USE_FIXED_PORT" takes a port and no portName; leave the name out',
      ],
    ],
    [
      "health-check/port",
      [healthCheck()],
      { "httpHealthCheck.port": 0 },
      [
        'httpHealthCheck.port: "0" is not a port from 1 to 65535; use the port that the service listens on',
      ],
    ],
    [
      "health-check/request-path",
      [healthCheck()],
      { "httpHealthCheck.requestPath": "readyz" },
      ['httpHealthCheck.requestPath: "readyz" doesn\'t start with a slash; write "/readyz"'],
    ],
    [
      "health-check/thresholds",
      [healthCheck()],
      { unhealthyThreshold: 11 },
      ['unhealthyThreshold: "11" is not from 1 to 10; use 2'],
    ],
    [
      "health-check/interval",
      [healthCheck()],
      { checkIntervalSec: 301 },
      ['checkIntervalSec: "301" is not from 1 to 300; use 5'],
    ],
    [
      "health-check/source-regions",
      [dnsCheck()],
      { checkIntervalSec: 10 },
      ['checkIntervalSec: "10" seconds is below 30, the least with sourceRegions; raise it to 30'],
    ],
    [
      "health-check/source-regions",
      [dnsCheck()],
      { "sourceRegions.1": "us-central1" },
      [
        'sourceRegions: "us-central1, us-central1, us-west1" has a region twice; name three different ones',
      ],
    ],
    [
      "health-check/source-regions",
      [dnsCheck()],
      { "tcpHealthCheck.request": "hello", "tcpHealthCheck.proxyHeader": "PROXY_V1" },
      [
        'tcpHealthCheck.proxyHeader: "PROXY_V1" doesn\'t go with sourceRegions; leave it out',
        "tcpHealthCheck.request: doesn't go with sourceRegions; leave it out",
      ],
    ],
    [
      "health-check/source-regions",
      [dnsCheck()],
      { tcpHealthCheck: undefined, sslHealthCheck: { port: 443 } },
      ["sslHealthCheck: doesn't go with sourceRegions; use an http, https or tcp check"],
    ],
  ]);
});
