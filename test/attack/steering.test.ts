import { readdirSync, readFileSync } from 'node:fs'
import { redactMachine } from '../../src/cli/redact-machine.ts'
import { painter } from '../../src/cli/paint.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { explainLanguage } from '../../src/messages/explain.ts'
import { languageNames } from '../../src/messages/language.ts'
import { language } from '../../src/messages/languages.ts'
import type { Report } from '../../src/model/report.ts'
import { explanationToJson } from '../../src/report/explanation-json.ts'
import { explanationToPlain } from '../../src/report/explanation-plain.ts'
import { explanationToTerminal } from '../../src/report/explanation-terminal.ts'
import { exactJson, fit, fitJson } from '../../src/report/fit.ts'
import { toJson } from '../../src/report/json.ts'
import type { Look } from '../../src/report/look.ts'
import { toPlain } from '../../src/report/plain.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { toTerminal } from '../../src/report/terminal.ts'
import { diagnoseHost, finished } from '../support/diagnose.ts'
import { explainText, logFolder } from '../support/explain.ts'
import { machineNames, parseMachine, readMachine } from '../support/machine-file.ts'
import { seeded } from '../support/seeded.ts'
import { attack, seed } from './support/attack.ts'
import { deepChange, payloads, steeringIn } from './support/steering.ts'

const looks: readonly Look[] = await Promise.all(
  languageNames.flatMap((name) =>
    [60, 100].map(async (columns) => ({
      language: await language(name),
      redactor: terminalRedactor([]),
      root: false,
      columns,
      paint: painter(columns === 100),
      verbose: true,
    })),
  ),
)

const identities = { users: [{ name: 'maja', home: '/home/maja' }], hostname: 'workbench' }

/** What any of the writers lets through of a report, by tag and at the end. */
const shownOf = (where: string, report: Report): readonly string[] =>
  looks.flatMap((look) => {
    const of = `${where}, ${look.language.name}, ${look.columns}`
    const rich = toTerminal(report, look)
    const plain = toPlain(report, look)
    const redactor = reportRedactor([], identities)
    const json = fitJson(
      toJson(finished(report), { language: look.language, redactor, root: false }),
    )
    const painted = { painted: look.columns === 100 }
    return [
      ...steeringIn(`${of}, terminal by tag`, rich, { ...painted, obeyed: false }),
      ...steeringIn(`${of}, terminal`, fit(rich), painted),
      ...steeringIn(`${of}, plain by tag`, plain, { obeyed: false }),
      ...steeringIn(`${of}, plain`, fit(plain)),
      ...steeringIn(`${of}, JSON`, json),
      ...textsOf(JSON.parse(json)).flatMap((text) =>
        steeringIn(`${of}, a text of the JSON`, text, { obeyed: false }),
      ),
    ]
  })

const textsOf = (value: unknown): readonly string[] => {
  const texts: string[] = []
  deepChange(value, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

/** Puts a payload behind a random word of every second text, and at the end of every other; what has a meaning for the replay stays. */
const poisoned = (name: string, random: () => number) => {
  const { machine, request } = readMachine(name)
  const next = (): string => payloads[Math.floor(random() * payloads.length)] ?? ''
  const change = (text: string): string => {
    const words = [...text.matchAll(/\w(?=\W|$)/g)]
    const at = random() < 0.5 ? words[Math.floor(random() * words.length)]?.index : undefined
    const end = at === undefined ? text.trimEnd().length : at + 1
    return text.slice(0, end) + next() + text.slice(end)
  }
  const { schema, made, os, now, ...rest } = machine
  const kept = new Set(['fault', 'unreadable', 'hidden', 'sha256', 'base64', 'real'])
  const changed = deepChange(rest, (text, key) => (kept.has(key) ? text : change(text)))
  return {
    machine: parseMachine({ schema, made, os, now, ...Object(changed) }),
    request,
  }
}

attack('what steers, in every answer of every recorded machine', {
  all: machineNames,
  short: 20,
  make: async (name) => {
    const random = seeded(seed + machineNames.indexOf(name))
    const { machine, request } = poisoned(name, random)
    const report = await diagnoseHost(createReplayHost(machine), request)
    const recorded = redactMachine(machine, [])
    const record = exactJson(recorded)
    const same = JSON.stringify(JSON.parse(record)) === JSON.stringify(recorded)
    return [
      ...shownOf(name, report),
      ...steeringIn(`${name}, record`, record),
      ...(same ? [] : [`${name}: the record is not what was recorded`]),
    ]
  },
})

/** Where texts of a report stand that are not our own words: leaves, and the plain texts beside them. */
const foreign = new Set(
  'value,fine,output,error,system,en,zh,argv,path,url,image,detail,said,message,hostname,user'.split(
    ',',
  ),
)

attack('what steers, in every leaf of every report', {
  // Every payload meets many machines, and every machine some payloads.
  all: machineNames.flatMap((name, at) =>
    payloads.filter((_, index) => (at + index) % 10 === 0).map((payload) => ({ name, payload })),
  ),
  short: 40,
  make: async ({ name, payload }) => {
    const { machine, request } = readMachine(name)
    const report = await diagnoseHost(createReplayHost(machine), request)
    const change = (text: string, key: string): string =>
      // Sentences compute with plain versions; that tools answer with others is an attack of its own, above.
      foreign.has(key) && !/^v?\d+\.\d+\.\d+$/.test(text) ? `${text}${payload}` : text
    const changed: Report = Object(deepChange(report, change))
    return shownOf(`${name} + ${JSON.stringify(payload)}`, changed)
  },
})

attack('what steers, in every line of every log that is explained', {
  all: readdirSync(logFolder).flatMap((name) => payloads.map((payload) => ({ name, payload }))),
  short: 200,
  make: async ({ name, payload }) => {
    const log = readFileSync(`${logFolder}/${name}`, 'utf8')
    const explanation = explainText(log.replaceAll(/(?<=\S)$/gm, payload))
    const shown = languageNames.map(async (each) => {
      const voice = {
        language: await explainLanguage(each),
        redactor: terminalRedactor([]),
        root: false,
      }
      const plain = explanationToPlain(explanation, voice)
      const rich = explanationToTerminal(explanation, {
        ...voice,
        columns: 60,
        paint: (_, text) => text,
      })
      const redactor = reportRedactor([], identities)
      return [
        ...steeringIn(`${name}, plain by tag`, plain, { obeyed: false }),
        ...steeringIn(`${name}, plain`, fit(plain)),
        ...steeringIn(`${name}, terminal by tag`, rich, { obeyed: false }),
        ...steeringIn(`${name}, terminal`, fit(rich)),
        ...steeringIn(
          `${name}, JSON`,
          fitJson(explanationToJson(explanation, { ...voice, redactor })),
        ),
      ]
    })
    return (await Promise.all(shown)).flat()
  },
})
