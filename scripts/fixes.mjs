// Writes docs/fixes.md and docs/fixes.zh.md from the fixes, the steps and what they plan on the tests' recorded machines; `--check` only compares.
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { languages, ways } from './fixes-words.mjs'

const modules = {
  'src/checks/index.ts': ['checks'],
  'src/engine/by-hand.ts': ['byHand'],
  'src/engine/steps/index.ts': ['interpreters'],
  'src/fixes/index.ts': ['fixes'],
  'src/messages/languages.ts': ['language'],
  'src/model/choice.ts': ['choiceNames'],
  'src/report/format.ts': ['formatCommand', 'formatText'],
  'src/report/redact.ts': ['terminalRedactor'],
  'test/support/diagnose.ts': ['diagnoseMachine'],
  'test/support/machine-file.ts': ['machineNames', 'readMachine'],
}

/** As `load.mjs`, for modules that find files beside themselves. */
const load = async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: Object.entries(modules)
        .map(([file, names]) => `export { ${names.join(', ')} } from './${file}'`)
        .join('\n'),
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL('test/support/x').href) },
    banner: {
      js: `import{createRequire as __c}from'node:module';const require=__c(${JSON.stringify(pathToFileURL('package.json').href)});`,
    },
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}

const {
  checks,
  byHand,
  interpreters,
  fixes,
  language,
  choiceNames,
  formatCommand,
  formatText,
  terminalRedactor,
  diagnoseMachine,
  machineNames,
  readMachine,
} = await load()

const redactor = terminalRedactor([])

const codesOf = (id) =>
  checks.flatMap((check) =>
    Object.entries(check.problems)
      .filter(([, problem]) => problem.fix?.id === id)
      .map(([key]) => `${check.id}/${key}`),
  )

const plans = new Map(fixes.map(({ id }) => [id, []]))
const cures = new Map()
const note = (finding, told) => cures.set(finding, (cures.get(finding) ?? new Set()).add(told))
for (const name of machineNames) {
  const report = await diagnoseMachine(readMachine(name))
  for (const fix of report.plan) plans.get(fix.fix).push(fix)
  for (const { flag, because } of report.start.reasons)
    if (because !== 'profile') note(because, flag)
  for (const { findings } of report.checks)
    for (const { code: finding, covered } of findings)
      for (const variable of covered.filter((word) => !word.startsWith('--')))
        note(finding, variable)
}

const byText = (a, b) => (a < b ? -1 : 1)
const code = (text) => `\`${text.replaceAll('|', String.raw`\|`)}\``
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)]
const typed = ({ argv, root }) => code(`${root ? 'sudo ' : ''}${formatCommand(argv)}`)

/** A flag as it is typed. */
const named = (name) => (name.startsWith('--') ? code(name) : name)

/** What is taken instead, on the first machine that needs it. */
const choiceOf = (id) => plans.get(id).find(({ choice }) => choice !== undefined)?.choice

/** A step of each sort a fix plans somewhere, the first that was met. */
const examples = (id) => {
  const met = new Map()
  for (const { steps, commands } of plans.get(id))
    for (const step of steps) {
      const lines = byHand(step)
      // What changes a file is shown as a diff.
      const isFile = interpreters[step.kind].diff !== undefined
      const only = lines.length === 0 && steps.length === 1 && !isFile ? commands : lines
      const verbs = only.map(({ argv }) => argv.slice(0, 2).filter((word) => !word.includes('/')))
      const sort = `${step.kind} ${step.action ?? ''} ${step.recursive ?? ''} ${verbs.join()}`
      if (!met.has(sort)) met.set(sort, { step, lines: only })
    }
  return [...met.values()]
}

const section = ({ id, verifies }, words, { fixTitle, stepTitle, name, chrome }) => {
  const all = plans.get(id)
  if (all.length === 0) throw new Error(`no recorded machine needs the fix ${id}`)
  const risks = ['safe', 'system', 'destructive'].filter((risk) =>
    all.some((fix) => fix.risk === risk),
  )
  const rights = new Set(all.map(({ needsRoot }) => needsRoot))
  const root = rights.has(true) ? [rights.has(false) ? words.sometimes : words.root] : []
  const rows = examples(id).map(({ step, lines }) => [
    formatText(stepTitle(step), name, redactor).replaceAll('|', String.raw`\|`),
    interpreters[step.kind].reversibility,
    lines.length === 0 ? words.none : lines.map(typed).join('<br>'),
  ])
  const chosen = choiceOf(id)
  if (chosen !== undefined)
    rows.push([
      `${words.chooses} ${choiceNames(chosen).map(named).join(words.marks.comma)}`,
      words.none,
      words.none,
    ])
  if (chosen?.pair !== undefined) root.push(words.asked)
  const risk = risks.map((each) => chrome.risks[each]).join(' / ')
  const { colon, comma, semicolon } = words.marks
  const codes = codesOf(id).map(code).join(comma)
  return [
    `## ${id}${colon}${fixTitle(id)}`,
    '',
    `- ${words.repairs}${colon}${codes}${semicolon}${words.again}${colon}${code(verifies)}`,
    `- ${words.risk}${colon}${[risk, ...root].join(semicolon)}`,
    '',
    ...table([words.step, words.kind, words.hand], rows),
    '',
  ]
}

const used = [
  ...new Set([...plans.values()].flat().flatMap(({ steps }) => steps.map(({ kind }) => kind))),
]
const unsaid = used.filter((kind) => ways[kind] === undefined)
if (unsaid.length > 0) throw new Error(`no words on the undo of ${unsaid.join(', ')}`)

const page = async (name) => {
  const words = languages[name]
  const spoken = await language(name)
  return `${[
    `# ${words.title}`,
    '',
    ...words.intro,
    '',
    ...fixes.flatMap((fix) => section(fix, words, spoken)),
    `## ${words.curesTitle}`,
    '',
    words.cures,
    '',
    ...table(
      [words.finding, words.flags],
      [...cures]
        .toSorted(([a], [b]) => byText(a, b))
        .map(([finding, flags]) => [
          code(finding),
          [...flags].toSorted(byText).slice(0, 4).map(code).join('<br>'),
        ]),
    ),
    '',
    `## ${words.stepsTitle}`,
    '',
    ...table(
      [words.step, words.kind, words.undo],
      Object.entries(ways).map(([kind, said]) => [
        code(kind),
        interpreters[kind].reversibility,
        said[words.at],
      ]),
    ),
  ].join('\n')}\n`
}

for (const name of Object.keys(languages)) {
  const { file } = languages[name]
  const text = await page(name)
  if (!process.argv.includes('--check')) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text)
    throw new Error(`${file} is stale: npm run fixes`)
}
