import { type BadInput } from "./row";

const NAME =
  "must be lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen";
const DNS = "is not a DNS name in lower case without scheme, wildcard or final dot";

/** Bad inputs by name: B20 to B34. */
export const names: readonly BadInput[] = [
  {
    id: "B20",
    what: "capitals",
    find: "name: shop",
    write: "name: Shop",
    problems: [`name:1 "Shop" ${NAME}`],
  },
  {
    id: "B20",
    what: "an underscore",
    find: "name: shop",
    write: "name: shop_eu",
    problems: [`name:1 "shop_eu" ${NAME}`],
  },
  {
    id: "B20",
    what: "a digit first",
    find: "name: shop",
    write: "name: 1shop",
    problems: [`name:1 "1shop" ${NAME}`],
  },
  {
    id: "B20",
    what: "a hyphen last",
    find: "name: shop",
    write: "name: shop-",
    problems: [`name:1 "shop-" ${NAME}`],
  },
  {
    id: "B20",
    what: "a hyphen first",
    find: "name: shop",
    write: "name: -shop",
    problems: [`name:1 "-shop" ${NAME}`],
  },
  {
    id: "B20",
    what: "a dot",
    find: "name: shop",
    write: "name: shop.eu",
    problems: [`name:1 "shop.eu" ${NAME}`],
  },
  {
    id: "B20",
    what: "another letter",
    find: "name: shop",
    write: "name: pr\u00f8d",
    problems: [`name:1 "pr\u00f8d" ${NAME}; character 3 is U+00F8`],
  },
  {
    id: "B20",
    what: "an emoji",
    find: "name: shop",
    write: "name: shop\ud83d\ude80",
    problems: [`name:1 "shop\ud83d\ude80" ${NAME}; character 5 is U+1F680`],
  },
  {
    id: "B20",
    what: "a zero-width space",
    find: "name: shop",
    write: "name: sh\u200bop",
    problems: ["name:1 holds a character that cannot be seen: character 3 is U+200B; remove it"],
  },
  {
    id: "B20",
    what: "a Cyrillic letter that looks Latin",
    find: "name: shop",
    write: "name: sh\u043ep",
    problems: [`name:1 "sh\u043ep" ${NAME}; character 3 is U+043E`],
  },
  {
    id: "B20",
    what: "a Cyrillic letter in a region",
    find: "us-east1:",
    write: "us-\u0435ast1:",
    problems: [
      'regions["us-\u0435ast1"]:4 "us-\u0435ast1" must be the name of a region, such as "us-central1"; character 4 is U+0435',
    ],
  },
  {
    id: "B25",
    what: "a store's name that no bucket can have",
    find: "  orders-db:\n    kind: cloud-sql",
    write:
      "  my_App: { kind: bucket, location: US, trash: 1 day, softDelete: 7 days }\n  orders-db:\n    kind: cloud-sql",
    problems: [`data.my_App:25 "my_App" ${NAME}`],
  },
  {
    id: "B28",
    what: "one name for a service and a store",
    find: "  orders-db:\n    kind: cloud-sql",
    write:
      "  web: { kind: bucket, location: US, trash: 1 day, softDelete: 7 days }\n  orders-db:\n    kind: cloud-sql",
    problems: ['data.web:25 "web" is the name of a service already; choose another'],
  },
  {
    id: "B28",
    what: "one name twice",
    find: "home: us-central1",
    write: "home: us-central1\nname: shop",
    problems: ["name:6 is there already in line 1; keep one of the two"],
  },
  {
    id: "B32",
    what: "a final dot",
    find: "shop.example.com",
    write: "shop.example.com.",
    problems: [`domain:8 "shop.example.com." ${DNS}; did you mean "shop.example.com"?`],
  },
  {
    id: "B32",
    what: "a scheme",
    find: "shop.example.com",
    write: "https://shop.example.com/",
    problems: [`domain:8 "https://shop.example.com/" ${DNS}; did you mean "shop.example.com"?`],
  },
  {
    id: "B32",
    what: "a wildcard",
    find: "shop.example.com",
    write: '"*.example.com"',
    problems: [`domain:8 "*.example.com" ${DNS}; did you mean "example.com"?`],
  },
  {
    id: "B32",
    what: "a wildcard without quotes, which YAML takes for an alias",
    find: "shop.example.com",
    write: "*.example.com",
    problems: [':8 has the alias "*.example.com"; write the value out, or quote it if it is text'],
  },
  {
    id: "B32",
    what: "a blank at the end",
    find: "shop.example.com",
    write: '"shop.example.com "',
    problems: [`domain:8 "shop.example.com " ${DNS}; did you mean "shop.example.com"?`],
  },
  {
    id: "B32",
    what: "a name in another script",
    find: "shop.example.com",
    write: "b\u00fccher.example.com",
    problems: [
      `domain:8 "b\u00fccher.example.com" ${DNS}; character 2 is U+00FC; write other scripts in their ASCII form ("xn--\u2026")`,
    ],
  },
  {
    id: "B32",
    what: "too long a label",
    find: "shop.example.com",
    write: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com",
    problems: [
      `domain:8 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com" ${DNS}; write one such as "bank.example.com"`,
    ],
  },
  {
    id: "B34",
    what: "a Spanner database of 31 characters",
    find: "  orders-db:\n    kind: cloud-sql",
    write:
      "  ledger: { kind: spanner, config: nam3, edition: ENTERPRISE_PLUS, nodes: 1, databases: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa], recoveryWindow: 1 day }\n  orders-db:\n    kind: cloud-sql",
    problems: [
      'data.ledger.databases[0]:25 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" must be 2 to 30 lower-case letters, digits, hyphens and underscores, begin with a letter and end with a letter or digit',
    ],
  },
];
