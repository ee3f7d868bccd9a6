import { expect, test } from 'vitest'
import { download, file } from './downloading.ts'
import { fileServer } from './file-server.ts'
import { http, proxy, tcp } from './servers.ts'

test('a named mirror is asked for in plain, of the proxy, by name and password', async () => {
  const source = fileServer(file)
  const asked: string[] = []
  await using gate = await http((request, response) => {
    asked.push(`${request.url} ${request.headers.host} ${request.headers['proxy-authorization']}`)
    source.listener(request, response)
  })
  const env = { http_proxy: `http://me:p%40ss@127.0.0.1:${gate.port}`, no_proxy: 'elsewhere' }
  const got = await download(
    ['http://mirror.invalid/kubectl?x'],
    { plainHttp: ['mirror.invalid'] },
    { env },
  )
  expect(got).toMatchObject({ right: true })
  const secret = Buffer.from('me:p@ss').toString('base64')
  expect(asked).toEqual([`http://mirror.invalid/kubectl?x mirror.invalid Basic ${secret}`])
})

test('a proxy that refuses is named', async () => {
  await using gate = await proxy(1, 403)
  const env = { HTTPS_PROXY: `http://me:secret@127.0.0.1:${gate.port}` }
  const got = await download(['https://registry.invalid/'], {}, { env })
  expect(got.tried[0]?.why).toBe(`the proxy 127.0.0.1:${gate.port} (HTTPS_PROXY) answered 403`)
})

const wantsLogin = [
  [
    '',
    undefined,
    'wants a name and a password (407): they stand before the host, NAME:PASSWORD@127.0.0.1:',
  ],
  ['me:wrong@', undefined, 'does not accept the name and the password in it (407)'],
  ['me:100%@', undefined, 'does not accept the name and the password in it (407)'],
  ['me:right@', 'Negotiate, NTLM', 'wants a login that is not spoken here (407, Negotiate)'],
] as const

test.for(wantsLogin)('a proxy that wants a login and hears "%s" says so', async (asked) => {
  const [login, scheme, why] = asked
  await using gate = await proxy(1, 200, { login: 'else:else', ...(scheme && { scheme }) })
  const at = `http://${login}127.0.0.1:${gate.port}`
  const web = await download(['https://registry.invalid/'], {}, { env: { HTTPS_PROXY: at } })
  expect(web.tried[0]?.why).toContain(`the proxy 127.0.0.1:${gate.port} (HTTPS_PROXY) ${why}`)
  const plainHttp = ['registry.invalid']
  const plain = await download(
    ['http://registry.invalid/'],
    { plainHttp },
    { env: { HTTP_PROXY: at } },
  )
  expect(plain.tried[0]?.why).toContain(`the proxy 127.0.0.1:${gate.port} (HTTP_PROXY) ${why}`)
  for (const { why } of [...web.tried, ...plain.tried]) expect(why).not.toMatch(/wrong|right|100%/)
})

test.for([
  ['http://127.0.0.1:1', 'the proxy 127.0.0.1:1 (HTTPS_PROXY) failed'],
  ['socks5://127.0.0.1:1080', 'a socks5: proxy (HTTPS_PROXY) is not spoken here'],
] as const)('the proxy %s is named with its variable', async ([address, why]) => {
  const got = await download(['https://registry.invalid/'], {}, { env: { HTTPS_PROXY: address } })
  expect(got.tried[0]?.why).toContain(why)
})

test('a proxy that is silent costs the time to connect', async () => {
  await using gate = await tcp(() => undefined)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  const got = await download(['https://registry.invalid/'], {}, { env, attempts: 1 })
  expect(got.tried[0]?.why).toContain('no connection within')
})
