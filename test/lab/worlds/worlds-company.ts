import { open } from './sites.ts'
import type { Other } from './sites.ts'
import type { Taken } from './route-json.ts'
import type { World } from './world.ts'
import { home } from './worlds-open.ts'

const everybody = Object.keys(open)

/** One site answers in everybody's place. */
const all = (site: Other): Readonly<Record<string, Other>> =>
  Object.fromEntries(everybody.map((name) => [name, site]))

/** Names are known to the proxy alone, and nothing else can be reached. */
const behind = (proxy: 'proxy.corp.example' | 'login.proxy.corp.example') =>
  ({ names: { [proxy]: proxy }, unknown: everybody, only: [proxy] }) as const

const proxied = (proxy: string, noProxy?: string): Readonly<Record<string, string>> => ({
  HTTPS_PROXY: proxy,
  HTTP_PROXY: proxy,
  ...(noProxy === undefined ? {} : { NO_PROXY: noProxy }),
})

const exempt = 'localhost,127.0.0.1,192.168.49.0/24,10.96.0.0/12'

/** Nobody has proved anything. */
export const nowhere: Taken = Object.fromEntries(Object.keys(home).map((kind) => [kind, '-']))

const fine = { codes: [], from: home, flags: [], before: [], exit: [0, 0] } as const
const stopped = { from: nowhere, flags: [], before: [], exit: [3, 1] } as const

export const companyWorlds: readonly World[] = [
  {
    name: 'proxy',
    about: 'A company: out only through its proxy, and NO_PROXY does not spare the cluster',
    ...behind('proxy.corp.example'),
    machine: { env: proxied('http://proxy.corp.example:3128') },
    expect: { ...fine, codes: ['network/proxy/no-proxy'] },
  },
  {
    name: 'proxy-set-up',
    about: 'The same with NO_PROXY as it should be',
    ...behind('proxy.corp.example'),
    machine: { env: proxied('http://proxy.corp.example:3128', exempt) },
    expect: fine,
  },
  {
    name: 'proxy-wants-login',
    about: 'The proxy wants a name and a password, which nobody gave (407)',
    ...behind('login.proxy.corp.example'),
    machine: { env: proxied('http://login.proxy.corp.example:3128', exempt) },
    expect: { ...stopped, codes: ['network/online/proxy-refuses'] },
  },
  {
    name: 'proxy-with-login',
    about: 'The same with name and password',
    ...behind('login.proxy.corp.example'),
    machine: { env: proxied('http://jane:secret@login.proxy.corp.example:3128', exempt) },
    expect: fine,
  },
  {
    name: 'opened',
    about: 'TLS is opened on the way by an authority nobody here trusts',
    names: all('opened on the way'),
    expect: { ...stopped, codes: ['network/tls/intercepted'] },
  },
  {
    name: 'opened-known-to-node',
    about: 'The same; NODE_EXTRA_CA_CERTS names the authority',
    names: all('opened on the way'),
    machine: { trustsCompany: 'node' },
    expect: { ...fine, codes: ['network/tls/node'] },
  },
  {
    name: 'opened-known-to-system',
    about: "The same; the authority is in the system's store",
    names: all('opened on the way'),
    machine: { trustsCompany: 'system' },
    expect: { ...fine, codes: ['network/tls/node'] },
  },
  {
    name: 'portal',
    about: 'A captive portal answers in place of everybody',
    names: all('login page'),
    expect: { ...stopped, codes: ['network/online/portal'] },
  },
]
