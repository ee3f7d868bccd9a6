import * as v from 'valibot'
import { isVersion } from '../model/version.ts'
import {
  addressPattern,
  imagePattern,
  isLine,
  isMirror,
  sha256Pattern,
  versionPattern,
} from './formats.ts'

// The message of each rule is its code in `words.ts`.

export const line = v.pipe(
  v.string('text'),
  v.check(isLine, 'text-line'),
  v.maxLength(120, 'text-long'),
)

export const version = (about: string) =>
  v.pipe(
    v.string('version'),
    v.regex(versionPattern, 'version'),
    v.maxLength(64, 'version'),
    v.check(isVersion, 'version'),
    v.description(about),
    v.transform((text) => (text.startsWith('v') ? text : `v${text}`)),
  )

export const mebibytes = (about: string) =>
  v.pipe(
    v.number('mebibytes'),
    v.integer('mebibytes'),
    v.minValue(1, 'mebibytes'),
    v.maxValue(16 * 1024 * 1024, 'mebibytes'),
    v.description(about),
  )

export const count = ([least, most]: readonly [number, number], code: string, about: string) =>
  v.pipe(
    v.number(code),
    v.integer(code),
    v.minValue(least, code),
    v.maxValue(most, code),
    v.description(about),
  )

/** Entries of a list. */
export const longestList = 200

export const mapping = <E extends v.ObjectEntries>(entries: E, about: string) =>
  v.pipe(v.strictObject(entries, 'mapping'), v.description(about))

export const sha256 = v.pipe(
  v.string('sha256'),
  v.regex(sha256Pattern, 'sha256'),
  v.description('sha256 of the file, 64 hex digits.'),
  v.transform((text) => text.replace('sha256:', '').toLowerCase()),
)

export const images = v.pipe(
  v.array(
    v.pipe(v.string('image'), v.regex(imagePattern, 'image'), v.maxLength(512, 'image')),
    'list',
  ),
  v.maxLength(longestList, 'list-long'),
  v.description('Images the lessons use: nginx:alpine, ghcr.io/me/app:v1.'),
)

export const mirrors = v.pipe(
  v.array(
    v.pipe(
      v.string('mirror'),
      v.regex(addressPattern, 'mirror'),
      v.maxLength(512, 'mirror'),
      v.check(isMirror, 'mirror-http'),
    ),
    'list',
  ),
  v.maxLength(longestList, 'list-long'),
  v.description(
    'Base addresses of your own mirrors: https, or http in a private network. No password.',
  ),
)
