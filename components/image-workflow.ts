/** What a job hands to the workflow. */
export interface ImageArguments {
  /** The disk: the machine that has it is the one that is imaged. */
  readonly disk: string;
  readonly project: string;
  /** What the names of these images begin with; the time follows. */
  readonly beginning: string;
  /** Where they are kept. */
  readonly location: string;
  /** In seconds. */
  readonly keep: number;
  /** Key that they are under, if it is the system's own. */
  readonly key?: string;
}

/**
 * The steps of imaging a machine, in the language of Google's Workflows. Old images go only after a
 * new one is complete: whatever fails on the way leaves all that are there.
 */
export const IMAGE_WORKFLOW = `main:
  params: [args]
  steps:
    - begin:
        assign:
          - compute: \${"https://compute.googleapis.com/compute/v1/projects/" + args.project}
          - body:
              name: \${args.beginning + string(int(sys.now()))}
              storageLocations: ["\${args.location}"]
    - find:
        call: http.get
        args:
          url: \${"https://compute.googleapis.com/compute/v1/" + args.disk}
          auth: { type: OAuth2 }
        result: disk
    - users:
        assign:
          - machines: \${default(map.get(disk.body, "users"), [])}
    - nobody:
        switch:
          - condition: \${len(machines) == 0}
            raise: \${"no machine has " + args.disk}
    - machine:
        assign:
          - body.sourceInstance: \${machines[0]}
    - key:
        switch:
          - condition: \${"key" in args}
            steps:
              - under:
                  assign:
                    - body.machineImageEncryptionKey: { kmsKeyName: "\${args.key}" }
    - image:
        call: http.post
        args:
          url: \${compute + "/global/machineImages"}
          auth: { type: OAuth2 }
          body: \${body}
        result: operation
    - complete:
        call: wait
        args: { compute: "\${compute}", operation: "\${operation.body.name}" }
    - list:
        call: http.get
        args:
          url: \${compute + "/global/machineImages"}
          auth: { type: OAuth2 }
          query: { filter: "\${\\"name eq \\" + args.beginning + \\"[0-9]+\\"}", maxResults: 500 }
        result: known
    - old:
        for:
          value: image
          in: \${default(map.get(known.body, "items"), [])}
          steps:
            - ours:
                switch:
                  - condition: \${not(text.match_regex(image.name, "^" + args.beginning + "[0-9]+$"))}
                    next: continue
            - young:
                switch:
                  - condition: \${sys.now() - time.parse(image.creationTimestamp) < args.keep}
                    next: continue
            - delete:
                call: http.delete
                args:
                  url: \${compute + "/global/machineImages/" + image.name}
                  auth: { type: OAuth2 }
# Until an operation is over; what went wrong with it is raised.
wait:
  params: [compute, operation]
  steps:
    - ask:
        call: http.post
        args:
          url: \${compute + "/global/operations/" + operation + "/wait"}
          auth: { type: OAuth2 }
        result: answer
    - failed:
        switch:
          - condition: \${"error" in answer.body}
            raise: \${answer.body.error}
    - over:
        switch:
          - condition: \${answer.body.status == "DONE"}
            return: \${answer.body}
    - again:
        next: ask
`;
