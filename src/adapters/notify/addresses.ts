import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** IPv4 networks that are not of the public Internet, by the IANA special-purpose registry, and multicast. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Of IPv6 only global unicast is public, less what is for documentation or carries an IPv4 address within. */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6');
const PRIVATE = new BlockList();
for (const [network, prefix] of PRIVATE_V4) PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Whether the address is one of the public Internet. */
export function isPublic({ address, family }: Address): boolean {
  if (family === 4) return !PRIVATE.check(address, 'ipv4');
  return GLOBAL_UNICAST.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6');
}

/** What the host's name stands for at present; none where it cannot be resolved. */
export async function resolve(hostname: string): Promise<readonly Address[]> {
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(name);
  if (family === 4 || family === 6) return [{ address: name, family }];
  try {
    return (await lookup(name, { all: true })).map((found) => ({
      address: found.address,
      family: found.family === 6 ? 6 : 4,
    }));
  } catch {
    return [];
  }
}
