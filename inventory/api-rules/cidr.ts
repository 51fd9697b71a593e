/** An IPv4 network as whole numbers: its first address and how many it holds. */
export interface Cidr {
  readonly first: number;
  readonly size: number;
  readonly bits: number;
}

/** Reads `10.0.0.0/20`; none if it isn't one. The address may lie inside of the network. */
export function parseCidr(text: string): (Cidr & { readonly address: number }) | undefined {
  const [, ip = "", length = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  const parts = ip.split(".").map(Number);
  const bits = Number(length);
  if (ip === "" || bits > 32 || parts.some((part) => part > 255)) return undefined;
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  return { address, first: address - (address % size), size, bits };
}

/** `10.0.0.0/20` again. */
export function formatCidr({ first, bits }: Cidr): string {
  const parts = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256);
  return `${parts.join(".")}/${bits}`;
}

export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}
