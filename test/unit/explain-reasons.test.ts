import { expect, test } from 'vitest'
import data from '../../src/catalog/data/minikube-reasons.json' with { type: 'json' }
import { codePage } from '../../src/cli/explain-page.ts'
import { adviceFor } from '../../src/explain/reason-advice.ts'
import { codeOfReason } from '../../src/explain/reasons.ts'
import { reasonAdvice } from '../../src/explain/words-reasons.ts'
import { reasonAdvice as zh } from '../../src/messages/zh/explain-reasons.ts'

const ids = Object.keys(data.reasons)
const concrete = ids.map((id) => id.replace('<DRIVER>', 'PODMAN').replace('<n>', '3'))
const han = /\p{Script=Han}/u

test('every reason id of minikube has a code or advice of ours', () => {
  expect(
    concrete.filter((id) => codeOfReason(id) === undefined && adviceFor(id) === undefined),
  ).toEqual([])
})

test('every advice is given to an id, names what to run or do, and is Chinese in Chinese', () => {
  const given = new Set(concrete.map(adviceFor))
  const keys = Object.keys(reasonAdvice)
  expect(keys.toSorted()).toEqual([...given].flatMap((key) => key ?? []).toSorted())
  expect(Object.keys(zh)).toEqual(keys)
  expect(Object.values(zh).filter((text) => !han.test(text))).toEqual([])
})

test.for([
  ['GUEST_STATUS', 'node'],
  ['GUEST_PROVISION', 'creating'],
  ['GUEST_NODE_PROVISION', 'creating'],
  ['RUNTIME_ENABLE', 'node'],
  ['K8S_APISERVER_MISSING', 'node'],
  ['PR_HYPERV_AS_ADMIN', 'hyperv'],
  ['PR_VBOX_HYPERV_64_BOOT', 'virtualbox'],
  ['PROVIDER_KVM2_NOT_FOUND', 'kvm'],
  ['NOT_FOUND_CRI_DOCKERD', 'none'],
  ['RT_DOCKER_MISSING_CRI_DOCKER_NONE', 'none'],
  ['DRV_NOT_DETECTED', 'driver'],
  ['PROVIDER_PODMAN_NOT_RUNNING', 'driver'],
  ['INET_REPO', 'download'],
  ['MK_ADDON_ENABLE', 'addon'],
  ['MK_ADDON_ENABLE_PAUSED', 'paused'],
  ['SVC_URL_TIMEOUT', 'service'],
  ['HOST_BROWSER', 'browser'],
  ['MK_USAGE', 'usage'],
] as const)('%s gets the advice %s', ([id, advice]) => {
  expect(adviceFor(id)).toBe(advice)
})

test('a page never points to lines that it does not have', async () => {
  const pages = await Promise.all(concrete.map((id) => codePage(id, 'en')))
  expect(pages.filter((page) => /stands in the lines before/.test(page ?? ''))).toEqual([])
})

test('a page of an id that no code says better has our advice in both languages', async () => {
  const bare = concrete.filter((id) => codeOfReason(id) === undefined)
  const missing = await Promise.all(
    bare.map(async (id) => {
      const key = adviceFor(id) ?? 'program'
      const [en, chinese] = await Promise.all([codePage(id, 'en'), codePage(id, 'zh')])
      return en?.includes(reasonAdvice[key]) === true && chinese?.includes(zh[key]) === true
        ? []
        : [id]
    }),
  )
  expect(missing.flat()).toEqual([])
})
