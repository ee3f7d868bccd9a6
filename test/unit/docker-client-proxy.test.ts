import { expect, test } from 'vitest'
import { containerProxies } from '../../src/facts/docker-client-proxy.ts'

const file = '/home/jane/.docker/config.json'
const here = 'unix:///var/run/docker.sock'

test.for([
  ['no file of settings', '', []],
  ['no JSON', '{"proxies":', []],
  ['no proxies', '{"auths":{}}', []],
  ['of another shape', '{"proxies":["http://127.0.0.1:1"]}', []],
  ['an empty one', '{"proxies":{"default":{"httpProxy":""}}}', []],
  ['of another engine', '{"proxies":{"tcp://x:1":{"httpProxy":"http://127.0.0.1:1"}}}', []],
  [
    'of this engine before the default',
    `{"proxies":{"default":{"httpProxy":"http://a:1"},"${here}":{"httpProxy":"http://b:2"}}}`,
    [`1 ${here} httpProxy http://b:2`],
  ],
  [
    'on the loopback, under its names',
    '{"proxies":{"default":{"httpProxy":"http://localhost:7890","httpsProxy":"127.1.2.3:7890"}}}',
    [
      '1 default httpProxy http://localhost:7890 loopback',
      '1 default httpsProxy http://127.1.2.3:7890 loopback',
    ],
  ],
  [
    'without its password, and with its line',
    '{\n  "proxies": {\n    "default": {\n      "httpsProxy": "http://jane:s3cret@proxy.example:3128"\n    }\n  }\n}',
    ['4 default httpsProxy http://proxy.example:3128'],
  ],
] as const)('%s', ([, content, expected]) => {
  const found = containerProxies(file, content, here).map(({ line, key, setting, url, loopback }) =>
    [line, key, setting, url, ...(loopback ? ['loopback'] : [])].join(' '),
  )
  expect(found).toEqual(expected)
})
