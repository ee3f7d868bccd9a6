import { expect, test } from 'vitest'
import { installWords } from '../../src/cli/install-language.ts'
import { language } from '../../src/messages/languages.ts'
import { reason } from '../../src/model/install-reason.ts'
import type { InstallReason } from '../../src/model/install-reason.ts'

test.for<readonly [InstallReason, string, string]>([
  [reason('status', 404), 'answered 404', '回应 404'],
  [reason('stall', 8000), 'sent nothing for 8 s', '8 秒没有发来任何内容'],
  [
    reason('network', 'tls', 'self-signed'),
    'its certificate was not accepted (self-signed); NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names the file of a further authority',
    '它的证书不被接受（self-signed）；可以用 NODE_EXTRA_CA_CERTS 或 SSL_CERT_FILE 指定另外的根证书文件',
  ],
  [
    reason('room', '/tmp', 8, 4),
    '/tmp: 8 MiB are needed, 4 MiB are free',
    '/tmp：需要 8 MiB，只剩 4 MiB',
  ],
  [reason('system', '/x', 'EROFS'), '/x: mounted read-only (EROFS)', '/x：以只读方式挂载（EROFS）'],
  [reason('system', '/x', 'EIO'), '/x: EIO (EIO)', '/x：EIO（EIO）'],
])('%j', async ([told, en, zh]) => {
  expect([installWords.en.reason(told), installWords.zh.reason(told)]).toEqual([en, zh])
  const languages = await Promise.all([language('en'), language('zh')])
  expect(languages.map(({ installReason }) => installReason(told))).toEqual([en, zh])
})
