import { join } from 'node:path'
import { addressOf, network, open, sites } from './sites.ts'
import type { Site } from './sites.ts'

/** Where the builder keeps a world's files, and what it has issued. */
export interface Places {
  readonly folder: string
  /** Files of the web, by host. */
  readonly files: string
  /** `<name>.crt` and `<name>.key` of the public authority, and of the company's. */
  readonly known: string
  readonly company: string
}

type Tree = Readonly<Record<string, unknown>>

/** The registries behind nginx listen on the loopback of their own network. */
export const backends: ReadonlyMap<string, number> = new Map(
  Object.values(sites)
    .flatMap((site) => (site.kind === 'front' ? [site.stock] : []))
    .map((stock, index) => [stock, 5001 + index]),
)

/** What a token server and its registry call the registry. */
export const serviceOf = (tokens: string): string =>
  Object.values(sites).flatMap((site) =>
    'tokens' in site && site.tokens === tokens ? [site.stock] : [],
  )[0] ?? tokens

/** The configuration of a docker-registry over a filled folder. */
export const registryConfig = (
  { known }: Places,
  store: string,
  listen: string,
  { tokens, tls }: { readonly tokens?: string | undefined; readonly tls: boolean },
): Tree => ({
  version: 0.1,
  log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
  storage: { filesystem: { rootdirectory: join(store, 'images') } },
  http: {
    addr: listen,
    secret: 'worlds',
    ...(tls
      ? { tls: { certificate: join(known, 'names.crt'), key: join(known, 'names.key') } }
      : {}),
  },
  ...(tokens === undefined
    ? {}
    : {
        auth: {
          token: {
            realm: `https://${tokens}/token`,
            service: serviceOf(tokens),
            issuer: 'classroom',
            rootcertbundle: join(known, 'ca.crt'),
          },
        },
      }),
})

const certificate = (folder: string, name: string): string =>
  `ssl_certificate ${folder}/${name}.crt; ssl_certificate_key ${folder}/${name}.key;`

const block = (lines: string): string => `server { ${lines} }`

const limits = (remaining: number): string =>
  `add_header ratelimit-limit "100;w=21600" always; add_header ratelimit-remaining "${remaining};w=21600" always;
  if ($uses_up = "GET ${remaining}") { return 429; }`

const behind = (port: number): string =>
  `proxy_pass http://127.0.0.1:${port}; proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https;`

const blocksOf = (id: string, site: Site, { files, known, company }: Places): readonly string[] => {
  const at = addressOf(id)
  const secure = (lines: string, own = ''): string => block(`listen ${at}:443 ssl; ${own} ${lines}`)
  const plain = (lines: string): string => block(`listen ${at}:80; ${lines}`)
  switch (site.kind) {
    case 'web':
      return [
        ...(site.secure === undefined ? [] : [secure(site.secure)]),
        ...(site.plain === undefined ? [] : [plain(site.plain)]),
      ]
    case 'front': {
      const port = backends.get(site.stock) ?? 0
      const limited = site.remaining === undefined ? '' : limits(site.remaining)
      return [
        secure(`location /v2/ { ${behind(port)} }
          location ~ /manifests/ { ${limited} ${behind(port)} }
          ${site.files === true ? `location / { root ${files}/$host; }` : ''}`),
      ]
    }
    case 'opened': {
      const onward = `proxy_set_header Host $host;`
      return [
        secure(
          `location / { proxy_pass https://$origin; proxy_ssl_server_name on; proxy_ssl_name $host; ${onward} }`,
          certificate(company, 'names'),
        ),
        plain(`location / { proxy_pass http://$origin; ${onward} }`),
      ]
    }
    case 'portal': {
      const login = 'return 302 http://login.hotel.example/;'
      return [secure(login, certificate(known, 'portal')), plain(login)]
    }
    case 'registry':
    case 'tokens':
    case 'slow':
    case 'proxy':
      return []
  }
}

/** One nginx for everything that is web. Its log: address, name, connection, method, path, status. */
export const nginxConfig = (places: Places): string => {
  const { folder, known } = places
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const origins = Object.keys(open).map((name) => `${name} ${addressOf(name)};`)
  return `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.error;
events { worker_connections 1024; }
http {
  log_format line '$server_addr $host $connection $request_method $request_uri $status';
  access_log ${folder}/nginx.log line;
  ${temporary.map((name) => `${name}_temp_path ${folder}/nginx-${name};`).join(' ')}
  default_type application/octet-stream;
  ${certificate(known, 'names')}
  map $host $origin { default 127.0.0.1; ${origins.join(' ')} }
  map "$request_method" $uses_up { default ""; GET "GET 0"; }
  ${Object.entries(sites)
    .flatMap(([id, site]) => blocksOf(id, site, places))
    .join('\n')
    .replaceAll('$files', places.files)}
}
`
}

/** A squid that lets everything through, or only who says a name and a password: `jane` and `secret`. */
export const squidConfig = (places: Places, id: string, login: boolean): string =>
  [
    `http_port ${addressOf(id)}:3128`,
    `pid_filename none`,
    `cache deny all`,
    `access_log none`,
    `cache_log stdio:/dev/stderr`,
    `coredump_dir /tmp`,
    `hosts_file ${places.folder}/hosts`,
    `dns_nameservers 127.0.0.1`,
    ...(login
      ? [
          `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${places.folder}/passwords`,
          `auth_param basic realm corp`,
          `acl known proxy_auth REQUIRED`,
          `http_access allow known`,
        ]
      : [`http_access allow all`]),
    `http_access deny all`,
    '',
  ].join('\n')

/** Routes that make every address of the world one of the servers' own. */
export const ownAddresses = [
  `route add local ${network.v4} dev lo`,
  `-6 route add local ${network.v6} dev lo`,
]
