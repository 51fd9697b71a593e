# Everything that a recovery runs with, so that it downloads nothing while a region is gone: Node, the
# Pulumi CLI, its plugins, gcloud, the packages and the project itself. docs/operate.md says how it is
# built and kept.
FROM node:24.11.1-bookworm-slim AS packages
WORKDIR /standby
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.11.1-bookworm-slim
# PULUMI is the version that the workflows install; `docker build --build-arg` gives others.
ARG PULUMI=3.250.0
ARG PULUMI_SHA256
ARG GCLOUD=545.0.0
ENV PULUMI_HOME=/opt/pulumi-home \
    PULUMI_SKIP_UPDATE_CHECK=true \
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true \
    PATH=/opt/pulumi:/opt/google-cloud-sdk/bin:$PATH
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# The distribution's own versions: they change with the image above, which is pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl git jq python3 \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSLo /tmp/pulumi.tar.gz \
      "https://get.pulumi.com/releases/sdk/pulumi-v${PULUMI}-linux-x64.tar.gz" \
    && echo "${PULUMI_SHA256:?give the checksum that Pulumi publishes for this version}  /tmp/pulumi.tar.gz" \
      | sha256sum --check --strict \
    && tar -xzf /tmp/pulumi.tar.gz -C /opt && rm /tmp/pulumi.tar.gz
RUN curl -fsSL \
      "https://dl.google.com/dl/cloudsdk/channels/rapid/downloads/google-cloud-cli-${GCLOUD}-linux-x86_64.tar.gz" \
      | tar -xz -C /opt \
    && gcloud components install gke-gcloud-auth-plugin --quiet
WORKDIR /standby
COPY --from=packages /standby/node_modules node_modules
COPY . .
# The plugins of exactly the versions that the packages ask for.
RUN PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=false .ci/plugins \
    && useradd --create-home standby && chown -R standby /opt/pulumi-home
USER standby
HEALTHCHECK NONE
ENTRYPOINT ["node", "bin/standby.js"]
CMD ["--help"]
