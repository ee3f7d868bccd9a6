import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { startPlan } from '../../src/cluster/start-plan.ts'
import { language } from '../../src/messages/languages.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { routeJson } from '../../src/report/route-json.ts'
import { routeText } from '../../src/report/route.ts'
import type { RouteReport } from '../../src/report/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import { requestFor } from '../support/diagnose.ts'
import { asker, everything, held, present, silent, tableOf } from '../support/probe-tables.ts'

const mib = 1024 * 1024
const request = requestFor({})
const pair = request.profile.pair

const reportOf = (probes: Parameters<typeof chooseRoute>[0]): RouteReport => {
  const route = chooseRoute(probes, asker)
  const flags = route.flags.map(({ flag }) => flag)
  const start = startPlan(request, pair, [{ because: 'registry/route/chosen', patch: { flags } }])
  return { title: request.profile.title, pair, route, start }
}

const china = reportOf(
  tableOf(
    held({
      aliyun: present(5 * mib),
      'mirror:http://10.1.1.5:5000': present(50 * mib),
      'mirror:https://dl.k8s.io': present(5 * mib),
      daocloud: present(),
    }),
  ),
)
const dark = reportOf(tableOf(() => silent))
const done = reportOf(tableOf(() => silent, { here: everything.map(({ id }) => id) }))

const look = async (name: 'en' | 'zh', columns: number) => ({
  language: await language(name),
  redactor: terminalRedactor([]),
  root: false,
  columns,
  paint: (_: unknown, text: string) => text,
  verbose: false,
})

/** Commands stay whole, so that they can be copied. */
const isCommand = (line: string): boolean => /^ {2}(→|minikube)/.test(line)

test.for([60, 72, 100, 160])('a table of %i columns in both languages', async (columns) => {
  for (const name of ['en', 'zh'] as const)
    for (const report of [china, dark, done]) {
      const text = routeText(report, await look(name, columns))
      const wide = text
        .split('\n')
        .filter((line) => !isCommand(line) && stringWidth(line) > columns)
      expect(wide).toEqual([])
    }
})

test('every flag has its reason, every step its command', async () => {
  const text = routeText(china, await look('en', 100))
  const { flags, before } = china.route
  expect(flags.length).toBeGreaterThan(2)
  for (const { flag } of flags)
    expect(text).toContain(`    ${flag.name}=${flag.value ?? ''}\n        `)
  expect(before.length).toBeGreaterThan(0)
  expect(text).toContain('→ docker pull ')
  expect(text).toContain('The start downloads')
})

test('nothing to download, and nothing to be had', async () => {
  expect(routeText(done, await look('en', 100))).toContain('Nothing has to be downloaded.')
  const text = routeText(dark, await look('en', 100))
  expect(text).toContain('nobody answered for it')
  expect(text).toMatch(/kicbase:v0.0.30 +nobody answered for it +no answer in time/)
  expect(text).toContain('This is not complete')
})

test('as JSON the same, with private addresses under other names', async () => {
  const redactor = reportRedactor([], { users: [], hostname: '' })
  const json = JSON.stringify(routeJson(china, { language: await language('en'), redactor }))
  expect(json).toContain('"complete":true')
  expect(json).toContain('"schema":"k8s-doctor/route/1"')
  expect(json).not.toContain('10.1.1.5')
})
