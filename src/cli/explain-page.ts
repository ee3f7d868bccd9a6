import { readFile } from 'node:fs/promises'
import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { checks } from '../checks/index.ts'
import { kubeadmChecks } from '../explain/kubeadm.ts'
import { codeOfReason, isSymptom } from '../explain/reasons.ts'
import { explainLanguage } from '../messages/explain.ts'
import type { LanguageName } from '../messages/language.ts'
import type { AnyCheck } from '../model/check.ts'

/** The same way up from src/cli and from dist/chunks, where the build puts a command. */
const folder = new URL('../../docs/', import.meta.url)

const readPage = async (page: string, language: LanguageName): Promise<string> => {
  const read = (end: string): Promise<string> => readFile(new URL(`${page}${end}`, folder), 'utf8')
  if (language === 'en') return read('.md')
  return read('.zh.md').catch(() => read('.md'))
}

const sectionOf = (page: string, code: string): string | undefined =>
  page.split(/^(?=## )/m).find((text) => text.startsWith(`## ${code}\n`))

/** The page's title and the one section about a code; the whole page for a check. */
const excerpt = (page: string, code: string | undefined): string => {
  if (code === undefined) return page
  return `${page.split('\n')[0] ?? ''}\n\n${sectionOf(page, code) ?? ''}`
}

const list: readonly AnyCheck[] = checks

const checkPage = async (word: string, language: LanguageName): Promise<string | undefined> => {
  const check = list.find(({ id }) => word === id || word.startsWith(`${id}/`))
  if (check === undefined) return undefined
  const key = word === check.id ? undefined : word.slice(check.id.length + 1)
  if (key !== undefined && !Object.hasOwn(check.problems, key)) return undefined
  return excerpt(
    await readPage(`checks/${check.id}`, language),
    key === undefined ? undefined : word,
  )
}

/** What the catalog knows about a reason id, and our own page where one of our codes says it better. */
const reasonPage = async (id: string, language: LanguageName): Promise<string | undefined> => {
  const reason = minikubeReason(id)
  if (reason === undefined) return undefined
  const { page } = await explainLanguage(language)
  const own = codeOfReason(id)
  const ownPage = own === undefined ? undefined : await codePage(own, language)
  return [
    `# ${id}\n`,
    page.means(reason.means),
    page.group(reason.group),
    page.exit(reason.exit),
    ...(reason.since === undefined ? [] : [page.since(reason.since)]),
    ...(reason.until === undefined ? [] : [page.until(reason.until)]),
    ...(reason.doc === undefined ? [] : [page.doc(reason.doc)]),
    ...(isSymptom(id) ? ['', page.symptom] : []),
    '',
    ...(own === undefined || ownPage === undefined
      ? [page.advice(id)]
      : [page.sameAs(own), '', ownPage]),
  ].join('\n')
}

const familyPage = async (word: string, language: LanguageName): Promise<string | undefined> => {
  const family = /^(log|kubeadm)\//.exec(word)?.[1]
  if (family === undefined) return undefined
  const page = await readPage(`codes/${family}`, language)
  const name = word.slice(family.length + 1).replace(/-.*$/, '')
  const code =
    family === 'log'
      ? word
      : `kubeadm/${kubeadmChecks.find((each) => each.toLowerCase() === name) ?? 'other'}`
  return sectionOf(page, code) === undefined ? undefined : excerpt(page, code)
}

/** The page about a check, a code, or a reason id of minikube; undefined where there is none. Asks nothing of the network. */
export const codePage = async (
  asked: string,
  language: LanguageName,
): Promise<string | undefined> => {
  const word = asked.toLowerCase()
  return (
    (await checkPage(word, language)) ??
    (await familyPage(word, language)) ??
    (await reasonPage(asked.replace(/^minikube\//i, '').toUpperCase(), language))
  )
}

/** Every code and check that has a page by its own name. */
export const codesWithPages = (): readonly string[] =>
  list.flatMap(({ id, problems }) => [id, ...Object.keys(problems).map((name) => `${id}/${name}`)])
