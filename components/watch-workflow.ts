import type { CopyList, HealthQuestion } from "../topology/watch";

/** What a job hands to the workflow. */
export interface WatchArguments {
  readonly project: string;
  readonly system: string;
  readonly region: string;
  /** Names of the measures that it writes. */
  readonly age: string;
  readonly unhealthy: string;
  readonly heartbeat: string;
  readonly copies: readonly CopyList[];
  readonly health: readonly HealthQuestion[];
}

/**
 * The steps of the watch, in the language of Google's Workflows. The heartbeat comes last: any
 * measure that fails ends the run, and the silence is what people are told of.
 */
export const WATCH_WORKFLOW = `main:
  params: [args]
  steps:
    - copies:
        for:
          value: copy
          in: \${args.copies}
          steps:
            - list:
                call: newest
                args: { copy: "\${copy}" }
                result: at
            - age:
                call: write
                args:
                  args: "\${args}"
                  metric: \${args.age}
                  labels: { store: "\${copy.store}", copy: "\${copy.copy}", of: "\${copy.of}" }
                  value: \${sys.now() - at}
    - services:
        for:
          value: asked
          in: \${args.health}
          steps:
            - share:
                call: unhealthy
                args: { project: "\${args.project}", asked: "\${asked}" }
                result: share
            - known:
                switch:
                  - condition: \${share < 0}
                    next: continue
            - tell:
                call: write
                args:
                  args: "\${args}"
                  metric: \${args.unhealthy}
                  labels: { service: "\${asked.service}" }
                  value: \${share}
    - beat:
        call: write
        args:
          args: "\${args}"
          metric: \${args.heartbeat}
          labels: {}
          value: 1
# When the newest copy that counts was complete, in seconds; 0 if there is none.
newest:
  params: [copy]
  steps:
    - begin:
        assign:
          - at: 0
          - url: \${copy.url}
    - recently:
        switch:
          - condition: \${"recent" in copy}
            steps:
              - since:
                  assign:
                    - stamp: \${text.replace_all(time.format(sys.now() - copy.recent.seconds), ":", "-")}
                    - url: \${url + "&startOffset=" + text.url_encode(copy.recent.beginning + stamp)}
    - ask:
        call: http.get
        args: { url: "\${url}", auth: { type: OAuth2 } }
        result: answer
    - each:
        for:
          value: item
          in: \${default(map.get(answer.body, copy.list), [])}
          steps:
            - counts:
                switch:
                  - condition: \${"only" in copy and default(map.get(item, copy.only.field), "") != copy.only.is}
                    next: continue
            - later:
                assign:
                  - at: \${math.max(at, time.parse(item[copy.time]))}
    - done:
        return: \${at}
# Share of a group's instances that the load balancer doesn't send to; -1 if it has none, or knows no such group yet.
unhealthy:
  params: [project, asked]
  steps:
    - begin:
        assign:
          - bad: 0
    - ask:
        try:
          call: http.post
          args:
            url: \${"https://compute.googleapis.com/compute/v1/projects/" + project + "/global/backendServices/" + asked.backend + "/getHealth"}
            auth: { type: OAuth2 }
            body: { group: "\${asked.group}" }
          result: answer
        except:
          as: e
          steps:
            - absent:
                switch:
                  - condition: \${"code" in e and (e.code == 400 or e.code == 404)}
                    return: -1
            - other:
                raise: \${e}
    - all:
        assign:
          - instances: \${default(map.get(answer.body, "healthStatus"), [])}
    - none:
        switch:
          - condition: \${len(instances) == 0}
            return: -1
    - each:
        for:
          value: instance
          in: \${instances}
          steps:
            - well:
                switch:
                  - condition: \${default(map.get(instance, "healthState"), "") == "HEALTHY"}
                    next: continue
            - ill:
                assign:
                  - bad: \${bad + 1}
    - done:
        return: \${bad / len(instances)}
# One point of a measure, labelled with the system and the region besides.
write:
  params: [args, metric, labels, value]
  steps:
    - where:
        assign:
          - place: { system: "\${args.system}", region: "\${args.region}" }
          - all: \${map.merge(labels, place)}
    - post:
        call: http.post
        args:
          url: \${"https://monitoring.googleapis.com/v3/projects/" + args.project + "/timeSeries"}
          auth: { type: OAuth2 }
          body:
            timeSeries:
              - metric: { type: "\${metric}", labels: "\${all}" }
                resource: { type: global, labels: { project_id: "\${args.project}" } }
                metricKind: GAUGE
                valueType: DOUBLE
                points:
                  - interval: { endTime: "\${time.format(sys.now())}" }
                    value: { doubleValue: "\${double(value)}" }
`;
