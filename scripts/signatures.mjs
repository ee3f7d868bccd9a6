// Writes docs/explain-signatures.md: every code a log can prove, with its fixtures; `--check` only compares.
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { load } from './load.mjs'

const page = 'docs/explain-signatures.md'
const logFolder = 'test/fixtures/logs'

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'))
const lines = await readJson('test/fixtures/log-lines.json')
const misses = await readJson('test/fixtures/log-near-misses.json')
const { createExplainer, placeOf } = await load({
  'src/explain/explainer.ts': ['createExplainer'],
  'src/explain/order.ts': ['placeOf'],
})

/** Codes to the logs that prove them. */
const logs = new Map()
for (const file of readdirSync(logFolder).toSorted()) {
  const explainer = createExplainer()
  explainer.push(await readFile(`${logFolder}/${file}`, 'utf8'))
  for (const code of new Set(explainer.end().findings.map((finding) => finding.code)))
    logs.set(code, [...(logs.get(code) ?? []), file.replace(/\.log$/, '')])
}

const isChinese = (line) => /\p{Script=Han}/u.test(line)
const count = (all) => {
  const chinese = all.filter(isChinese).length
  return chinese === 0 ? `${all.length}` : `${all.length} (${chinese} zh)`
}

/** Short, on one line, and nothing a table could trip over. */
const shown = (line) => {
  const text = line.replaceAll(/\s+/g, ' ').trim()
  const short = text.length > 90 ? `${text.slice(0, 90)}…` : text
  return `\`\`${short.replaceAll('|', '\\|').replaceAll('`', "'")}\`\``
}

const rows = Object.keys(lines)
  .toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
  .map(
    (code) =>
      `| ${code} | ${count(lines[code])} | ${count(misses[code] ?? [])} | ${(logs.get(code) ?? []).join(', ')} | ${shown(lines[code][0])} |`,
  )
const sum = (table) => count(Object.values(table).flat())

const text = `# What explain knows, and what it is tried on

Made by \`npm run signatures\`. Codes stand in the order of \`explain\`: the most fundamental first. *Proves*: lines that prove the code, each
also in colours, with Windows line ends, in a journal, in JSON and in klog. *Near misses*: lines close to it that must not. *Logs*: whole logs
that prove it. Besides, every reason id of minikube and every preflight check of kubeadm is known by its name.

${rows.length} codes, ${sum(lines)} lines that prove, ${sum(misses)} near misses, ${readdirSync(logFolder).length} logs.

| code | proves | near misses | logs | for example |
|---|---|---|---|---|
${rows.join('\n')}
`

if (!process.argv.includes('--check')) await writeFile(page, text)
else if ((await readFile(page, 'utf8').catch(() => '')) !== text)
  throw new Error(`${page} is stale: npm run signatures`)
