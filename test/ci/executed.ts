/**
 * Which test executes each `run:` of a workflow: its script, in a clean clone, with its arguments. A
 * step that isn't here turns a test red, and so does an entry without a step.
 */
export const EXECUTED: Readonly<Record<string, readonly string[]>> = {
  "comment.yml comment: npm ci --ignore-scripts": ["install"],
  "comment.yml comment: .ci/comment report": ["comment", "pull-request"],
  "deploy.yml prod: .ci/migrate": ["migrate", "pipeline"],
  "deploy.yml prod: .ci/deploy prod": ["deploy", "sandbox", "state", "pipeline"],
  "deploy.yml prod: .ci/healthy 20 prod": ["repository", "pipeline"],
  "deploy.yml prod: .ci/unlock prod": ["way-back"],
  "deploy.yml dr: .ci/deploy dr": ["state", "pipeline"],
  "deploy.yml dr: .ci/healthy 20 dr": ["repository", "pipeline"],
  "deploy.yml dr: .ci/unlock dr": ["way-back"],
  "drift.yml drift: .ci/drift prod dr > drift.txt": ["sandbox", "pipeline"],
  'drift.yml drift: .ci/issue "What stands differs from what is described" drift.txt': [
    ...["repository", "pipeline"],
  ],
  "drill.yml drill: npm ci --ignore-scripts": ["install"],
  "drill.yml drill: .ci/drill region-loss": ["drill"],
  'drill.yml drill: .ci/issue "A drill of region-loss failed or missed an objective" drill.txt': [
    "drill",
  ],
  'failover.yml failover: .ci/recover failover "$REGION" "$SYSTEM" "$TYPED" ${LOST:+$LOST}': [
    ...["recover", "state"],
  ],
  'failover.yml propose: .ci/described "$RECOVERY/described.patch" "failover-$RUN" "Describe what a failover has changed"':
    ["repository"],
  "pull-request.yml check: .ci/run": ["run"],
  "pull-request.yml describe: npm ci --ignore-scripts": ["install"],
  'pull-request.yml describe: .ci/pull-request "$BASE" report': ["pull-request"],
  'pull-request.yml preview: .ci/preview "$STACK" report': ["deploy"],
  'release.yml build: .ci/image "$FOLDER" "$IMAGE"': ["release"],
  'release.yml propose: .ci/release "$SERVICE" "$STEP" "$IMAGE"': ["release"],
  'rollback.yml rollback: .ci/rollback "$REVISION" "rollback-$RUN"': ["repository", "pipeline"],
  'rollback.yml rollback: .ci/propose "rollback-$RUN" "Go back to $REVISION"': [
    ...["repository", "pipeline"],
  ],
  "setup: npm ci --ignore-scripts": ["install"],
  "stand-up-dr.yml dr: .ci/deploy dr": ["stand-up", "state"],
  "stand-up-dr.yml dr: .ci/unlock dr": ["way-back"],
  'stand-up-dr.yml dr: echo "The region\'s stack stands. Now set its state to standing in the description, by a pull request: the next deployment of prod then counts on it." >> "$GITHUB_STEP_SUMMARY"':
    ["stand-up"],
  'switchover.yml propose: .ci/described "$RECOVERY/described.patch" "switchover-$RUN" "Describe what a switchover has changed"':
    ["repository", "pipeline"],
  'switchover.yml switchover: .ci/recover switchover "$REGION" "$SYSTEM" "$TYPED"': [
    "recover",
    "pipeline",
  ],
};
