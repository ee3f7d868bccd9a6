import { readFile } from 'node:fs/promises'
import { checks } from '../checks/index.ts'
import type { LanguageName } from '../messages/language.ts'
import type { AnyCheck } from '../model/check.ts'
import { suggest } from './suggest.ts'
import { print } from './output.ts'
import type { RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** The same way up from src/cli and from dist/chunks, where the build puts a command. */
const folder = new URL('../../docs/checks/', import.meta.url)

const readPage = async (id: string, language: LanguageName): Promise<string> => {
  const read = (end: string): Promise<string> => readFile(new URL(`${id}${end}`, folder), 'utf8')
  if (language === 'en') return read('.md')
  return read('.zh.md').catch(() => read('.md'))
}

/** The page's opening and the one section about a code; the whole page for a check. */
const excerpt = (page: string, code: string | undefined): string => {
  if (code === undefined) return page
  const [opening = '', ...sections] = page.split(/^(?=## )/m)
  const section = sections.find((text) => text.startsWith(`## ${code}\n`)) ?? ''
  return `${opening.split('\n')[0] ?? ''}\n\n${section}`
}

/** `explain CODE`: the page that travels with the tool; asks nothing of the network. Throws `UsageError` on an unknown code. */
export const explain = async (asked: string, { language }: RunContext): Promise<number> => {
  const list: readonly AnyCheck[] = checks
  const word = asked.trim().toLowerCase()
  const check = list.find(({ id }) => word === id || word.startsWith(`${id}/`))
  const key = check === undefined || word === check.id ? undefined : word.slice(check.id.length + 1)
  if (check === undefined || (key !== undefined && !(key in check.problems))) {
    const codes = list.flatMap(({ id, problems }) => [
      id,
      ...Object.keys(problems).map((name) => `${id}/${name}`),
    ])
    throw new UsageError(`there is no code "${asked}"; ${suggest(word, codes)}`)
  }
  const page = await readPage(check.id, language)
  await print(`${excerpt(page, key === undefined ? undefined : word).trim()}\n`)
  return 0
}
