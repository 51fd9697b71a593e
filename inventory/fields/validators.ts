/** Says what a value should be, where it isn't: `a date and time such as "…"`. */
type Validator = (value: string | number | boolean) => string | undefined;

/** What is wrong with a value by one of the provider's own checks; unknown checks pass everything. */
export function complaint(check: string, value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return;
  return validatorOf(check)?.(value);
}

/** Whether we know what a check of the field files does. */
export function isKnownCheck(check: string): boolean {
  return validatorOf(check) !== undefined;
}

const GCE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** What Go's time.ParseDuration reads. */
const GO_DURATION = /^[-+]?(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/;
const NETWORK_LINK = /projects\/[^/]+\/global\/networks\/[a-z]([-a-z0-9]*[a-z0-9])?$/;
const FEWEST_TO_MOST = /^validation\.StringLenBetween\((\d+), (\d+)\)$/;

/** The provider's checks by the name they have in its source. */
const BY_NAME: Readonly<Record<string, Validator>> = {
  "verify.ValidateGCEName": matching(
    GCE_NAME,
    "a name of 1 to 63 lower-case letters, digits and dashes that starts with a letter and doesn't end with a dash",
  ),
  "verify.ValidateRFC1035Name(2, 63)": matching(
    /^[a-z]([-a-z0-9]{0,61}[a-z0-9])$/,
    "a name of 2 to 63 lower-case letters, digits and dashes that starts with a letter and doesn't end with a dash",
  ),
  validateRecordNameTrailingDot: matching(/\.$/, "a DNS name that ends with a dot; add the dot"),
  "verify.ValidateHourlyOnly": matching(/^([01]\d|2[0-3]):00$/, 'a full hour such as "04:00"'),
  "verify.ValidateRFC3339Time": matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "03:00"'),
  "verify.ValidateRFC3339Date": matching(TIME, 'a date and time such as "2026-01-31T03:00:00Z"'),
  "validation.IsRFC3339Time": matching(TIME, 'a date and time such as "2026-01-31T03:00:00Z"'),
  "verify.ValidateDuration()": matching(GO_DURATION, 'a duration such as "300s"'),
  validateDuration: matching(GO_DURATION, 'a duration such as "300s"'),
  "verify.ValidateIpCidrRange": network(0, 128),
  "validation.IsCIDRNetwork(0, 32)": network(0, 32),
  "verify.OrEmpty(validation.IsCIDRNetwork(28, 28))": orEmpty(network(28, 28)),
  "verify.OrEmpty(verify.ValidateRFC1918Network(8, 32))": orEmpty(network(8, 32)),
  "verify.OrEmpty(verify.ValidateRegexp(privateNetworkLinkRegex))": orEmpty(
    matching(NETWORK_LINK, 'a network\'s link such as "projects/P/global/networks/N"'),
  ),
  "verify.ValidateBase64String": base64,
  "verify.ValidateRFC6996Asn": privateAsn,
  "validation.StringIsNotEmpty": matching(/\S/, "some text"),
  "validation.StringIsJSON": json,
  validateMonitoringSloGoal: goal,
  validateAvailabilitySli: (value) => (value === true ? undefined : "true, or nothing"),
  validateGCSDataPath: matching(
    /^$|^[^/].*\/$/,
    'a folder such as "backups/", without a leading slash',
  ),
  validateDatasetId: matching(/^\w{1,1024}$/, "1 to 1024 letters, digits and underscores"),
  validateDefaultTableExpirationMs: (value) =>
    Number(value) >= 3_600_000 ? undefined : "a number of at least 3600000 (one hour)",
};

function validatorOf(check: string): Validator | undefined {
  const named = BY_NAME[check];
  if (named) return named;
  const pattern = /^verify\.ValidateRegexp\(`(.*)`\)$/.exec(check)?.[1];
  if (pattern !== undefined) return matching(new RegExp(pattern), `a text that matches ${pattern}`);
  const longest = /^maxLength\((\d+)\)$/.exec(check)?.[1];
  if (longest !== undefined) return length(0, Number(longest));
  const [, fewest, most] = FEWEST_TO_MOST.exec(check) ?? [];
  if (fewest !== undefined) return length(Number(fewest), Number(most));
  const least = /^validation\.FloatAtLeast\(([\d.]+)\)$/.exec(check)?.[1];
  if (least !== undefined) {
    return (value) =>
      Number(value) >= Number(least) ? undefined : `a number of at least ${Number(least)}`;
  }
  return undefined;
}

function matching(pattern: RegExp, wanted: string): Validator {
  return (value) => (pattern.test(String(value)) ? undefined : wanted);
}

function length(least: number, most: number): Validator {
  const wanted = least === 0 ? `at most ${most} characters` : `${least} to ${most} characters`;
  return (value) => {
    const { length: actual } = [...String(value)];
    return actual >= least && actual <= most ? undefined : `${wanted} (this has ${actual})`;
  };
}

function orEmpty(validator: Validator): Validator {
  return (value) => (value === "" ? undefined : validator(value));
}

function network(widest: number, narrowest: number): Validator {
  const wanted = widest === narrowest ? `a /${widest} network` : "a network";
  return (value) => {
    const text = String(value);
    if (text.includes(":")) return narrowest === 128 ? undefined : `${wanted} of IPv4`;
    const [, address = "", bits = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
    const parts = address.split(".").map(Number);
    const good = address !== "" && parts.every((part) => part <= 255) && Number(bits) <= 32;
    const fits = Number(bits) >= widest && Number(bits) <= narrowest;
    return good && fits ? undefined : `${wanted} such as "10.0.0.0/${Math.max(widest, 20)}"`;
  };
}

function base64(value: string | number | boolean): string | undefined {
  const text = String(value);
  const clean = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
  return clean ? undefined : "base64; encode the text first";
}

function privateAsn(value: string | number | boolean): string | undefined {
  const asn = Number(value);
  const fits =
    (asn >= 64512 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294) || asn === 16550;
  return fits ? undefined : "a private number: 64512 to 65534, 4200000000 to 4294967294, or 16550";
}

function goal(value: string | number | boolean): string | undefined {
  return Number(value) > 0 && Number(value) <= 0.9999
    ? undefined
    : "a number above 0 and at most 0.9999";
}

function json(value: string | number | boolean): string | undefined {
  try {
    JSON.parse(String(value));
    return undefined;
  } catch {
    return "JSON";
  }
}
