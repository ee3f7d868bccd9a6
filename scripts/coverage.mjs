// Writes docs/coverage.md: the troubles of the course in a learner's words, the codes for them, and what proves each; `--check` only compares.
import { readdirSync, existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { load } from './load.mjs'

const page = 'docs/coverage.md'
const machineFolder = 'test/machines'

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'))
const rows = await readJson('test/fixtures/coverage.json')
const lines = await readJson('test/fixtures/log-lines.json')
const { checks, kubeadmChecks } = await load({
  'src/checks/index.ts': ['checks'],
  'src/explain/kubeadm.ts': ['kubeadmChecks'],
})

const problems = new Map(
  checks.flatMap(({ id, problems: all }) =>
    Object.entries(all).map(([key, problem]) => [`${id}/${key}`, problem]),
  ),
)
const machines = new Map()
for (const file of readdirSync(machineFolder).toSorted()) {
  const { expect = {} } = await readJson(`${machineFolder}/${file}`)
  for (const code of expect.codes ?? [])
    machines.set(code, [...(machines.get(code) ?? []), file.replace(/\.json$/, '')])
}
const preflight = new Set(kubeadmChecks.map((name) => `kubeadm/${name}`))

/** How one code is met, and what shows it. Throws on a code that nothing shows. */
const metBy = (code) => {
  const problem = problems.get(code)
  const seen = machines.get(code) ?? []
  const said = lines[code] ?? []
  if (seen.length === 0 && said.length === 0 && !preflight.has(code))
    throw new Error(`docs/coverage: nothing shows ${code}`)
  return {
    ways: [
      ...(seen.length > 0 ? ['detected'] : []),
      ...(problem?.fix === undefined ? [] : ['repaired']),
      ...(said.length > 0 || preflight.has(code) ? ['explained'] : []),
    ],
    tests: [
      ...seen.slice(0, 1).map((name) => `machine ${name}`),
      ...(said.length > 0 ? [`log-lines ${code}`] : []),
      ...(preflight.has(code) ? ['explain-lines.test.ts'] : []),
    ],
  }
}

const cell = (words) => [...new Set(words)].join('<br>')
const short = (text) => text.replaceAll('|', '\\|')

const written = rows.map(({ says, codes = [], tests = [], later }, index) => {
  for (const file of tests)
    if (!existsSync(file)) throw new Error(`docs/coverage: there is no ${file}`)
  if (later === undefined && codes.length === 0 && tests.length === 0)
    throw new Error(`docs/coverage: nothing for "${says}"`)
  const met = codes.map(metBy)
  const how = later === undefined ? met.flatMap(({ ways }) => ways) : [`*later*: ${later}`]
  const shown = how.length > 0 ? how : ['done by a command, or by being told']
  return `| ${index + 1} | ${short(says)} | ${cell(codes)} | ${cell(shown)} | ${cell([...met.flatMap((each) => each.tests), ...tests.map((file) => file.replace(/^test\//, ''))])} |`
})
const open = rows.filter(({ later }) => later !== undefined).length

const text = `# What learners run into, and what is done about it

Made by \`npm run coverage\` from \`test/fixtures/coverage.json\`: troubles and questions of real courses in a learner's words. *Detected*: a recorded
machine of \`test/machines\` shows it. *Repaired*: \`--fix\` has steps for it. *Explained*: \`k8s-doctor explain\` reads it in a log, with the lines of
\`test/fixtures/log-lines.json\`. A code that nothing shows, or a test that is gone, stops the build.

${rows.length} troubles, ${rows.length - open} answered, ${open} later.

| # | a learner says | code | how | shown by |
|---|---|---|---|---|
${written.join('\n')}
`

if (!process.argv.includes('--check')) await writeFile(page, text)
else if ((await readFile(page, 'utf8').catch(() => '')) !== text)
  throw new Error(`${page} is stale: npm run coverage`)
