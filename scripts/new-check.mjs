// `npm run new:check -- docker/thing`: the files of a new check, ready to be filled in. Overwrites nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const [id = ''] = process.argv.slice(2)
const [area = '', name = ''] = id.split('/')
const areas = ['host', 'resources', 'user', 'docker', 'tools', 'network', 'registry', 'cluster']
if (!areas.includes(area) || !/^[a-z][a-z-]*$/.test(name)) {
  console.error(`usage: npm run new:check -- <area>/<name>\nareas: ${areas.join(', ')}`)
  process.exit(2)
}
const camel = id.replace(/[/-](\w)/g, (_, letter) => letter.toUpperCase())

const files = {
  [`src/checks/${id}.ts`]: `import { identity } from '../../facts/machine.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { say } from '../../model/text.ts'

/** What does it decide, and from which source does it know? */
export const ${camel} = defineCheck({
  id: '${id}',
  title: 'a noun phrase',
  needs: { identity },
  problems: {
    'what-is-wrong': problem({
      severity: 'error',
      message: () => say\`What is, and what it breaks\`,
      hint: () => say\`What to do.\`,
    }),
  },
  inspect: ({ identity }) => (identity.subject.name === '' ? [{ code: 'what-is-wrong', args: {} }] : []),
})
`,
  [`docs/checks/${id}.md`]: `# ${id}: title\n\nWhat it looks at and how.\n\n## ${id}/what-is-wrong\n\nWhat it means, what it breaks, what to do.\n`,
  [`docs/checks/${id}.zh.md`]: `# ${id}:标题\n\n检查什么,怎样检查。\n\n## ${id}/what-is-wrong\n\n含义、影响、解决办法。\n`,
  [`test/machines/${area}-${name}.json`]: `${JSON.stringify(
    {
      base: 'ubuntu-22.04',
      about: 'How it differs from the machine that is ready.',
      expect: { ready: false, first: `${id}/what-is-wrong`, codes: [`${id}/what-is-wrong`] },
    },
    null,
    2,
  )}\n`,
}
for (const [file, text] of Object.entries(files)) {
  if (existsSync(file)) {
    console.error(`${file} exists already; nothing written`)
    process.exit(1)
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(file)
}
const listFile = 'src/checks/index.ts'
const list = readFileSync(listFile, 'utf8')
writeFileSync(
  listFile,
  list
    .replace(/\n\n\/\*\* Every check/, `\nimport { ${camel} } from './${id}.ts'\n\n/** Every check`)
    .replace(/\n\] as const/, `\n  ${camel},\n] as const`),
)
console.log(`${listFile} (move the line to its place from the ground up)`)
console.log(`now: src/messages/zh/${area}.ts (the compiler asks for it), then npm test`)
