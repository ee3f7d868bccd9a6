import { expect, test } from 'vitest'
import { isExempt, parseProxy, proxyFor } from '../../src/model/no-proxy.ts'

/** Go's own answers, after golang.org/x/net http/httpproxy (`TestUseProxy` and its rules). */
test.for([
  ['localhost', '', true],
  ['127.0.0.1', '', true],
  ['127.0.0.2', '', true],
  ['[::1]', '', true],
  ['127.example.com', '', false],
  ['example.com', '', false],
  ['example.com', 'example.com', true],
  ['EXAMPLE.com', ' Example.COM ', true],
  ['www.example.com', 'example.com', true],
  ['notexample.com', 'example.com', false],
  ['www.example.com', '.example.com', true],
  ['example.com', '.example.com', false],
  ['www.example.com', '*.example.com', true],
  ['example.com', '*.example.com', false],
  ['example.com', 'a,, *', true],
  ['example.com', '*ample.com', false],
  ['192.168.49.2', '192.168.49.2', true],
  ['192.168.49.2', '192.168.49.0/24', true],
  ['192.168.50.2', '192.168.49.0/24', false],
  ['10.111.255.254', '10.96.0.0/12', true],
  ['10.112.0.1', '10.96.0.0/12', false],
  ['10.0.0.1', '0.0.0.0/0', true],
  ['192.168.49.2', '192.168.49.', false],
  ['192.168.49.2', '192.168.49.*', false],
  ['192.168.49.2', '192.168', false],
  ['192.168.49.2', '010.0.0.0/8', false],
  ['example.com', '10.0.0.0/8', false],
  ['[2001:db8::1]', '2001:db8::1', true],
  ['[2001:db8::1]', '[2001:db8::1]:443', true],
  ['[2001:db8::1]', '2001:DB8:0:0::/32', true],
  ['[2001:db9::1]', '2001:db8::/32', false],
  ['10.1.2.3', '::ffff:10.1.2.3', true],
  ['10.1.2.3', '::/0', false],
  ['example.com', 'example.com:443', true],
  ['example.com', 'example.com:80', false],
  ['10.1.2.3', '10.1.2.3:443', true],
  ['10.1.2.3', '10.1.2.3:8080', false],
  ['example.com', ':443', false],
] as const)('%s with NO_PROXY=%s: %s', ([host, noProxy, expected]) => {
  expect(isExempt(host, noProxy)).toBe(expected)
})

test.for([
  ['proxy:3128', 'http://proxy:3128/'],
  ['http://proxy:3128', 'http://proxy:3128/'],
  ['https://proxy', 'https://proxy/'],
  ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ['http://', undefined],
  ['not a host', undefined],
] as const)('%s is the proxy %s', ([value, expected]) => {
  expect(parseProxy(value)?.href).toBe(expected)
})

test.for([
  [{ HTTPS_PROXY: 'upper:1', https_proxy: 'lower:1' }, 'https://a.example/', 'upper:1'],
  [{ HTTPS_PROXY: '', https_proxy: 'lower:1' }, 'https://a.example/', 'lower:1'],
  [{ HTTP_PROXY: 'plain:1' }, 'https://a.example/', undefined],
  [{ HTTP_PROXY: 'plain:1' }, 'http://a.example/', 'plain:1'],
  [{ HTTPS_PROXY: 'p:1', no_proxy: 'a.example' }, 'https://a.example/', undefined],
  [{ HTTPS_PROXY: 'p:1', NO_PROXY: 'a.example:8443' }, 'https://a.example:8443/', undefined],
  [{ HTTPS_PROXY: 'p:1', NO_PROXY: 'a.example:8443' }, 'https://a.example/', 'p:1'],
  [{ HTTP_PROXY: 'p:1', NO_PROXY: 'a.example:80' }, 'http://a.example/', undefined],
  [{ HTTPS_PROXY: 'p:1' }, 'https://127.0.0.1:6443/', undefined],
  [{ HTTPS_PROXY: '??' }, 'https://a.example/', undefined],
  [{}, 'https://a.example/', undefined],
] as const)('%j sends %s to %s', ([env, url, expected]) => {
  expect(proxyFor(new URL(url), env)?.host).toBe(expected)
})
