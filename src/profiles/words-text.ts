import type { Table } from './sentence.ts'

/** The text itself, before any field is looked at. */
export const textWords = {
  'too-big': () => ({
    en: 'the profile is larger than 64 KiB; a profile is a page of text at most',
    zh: '课程配置超过 64 KiB；正常的配置最多只有一页文字',
  }),
  'too-many': () => ({
    en: 'the profile has too many fields and marks; a profile is a page of text at most',
    zh: '课程配置里的字段和标点太多；正常的配置最多只有一页文字',
  }),
  'not-text': () => ({
    en: 'this is no UTF-8 text: save the file as UTF-8 (no other encoding, no archive, no picture)',
    zh: '这不是 UTF-8 文本：请把文件保存为 UTF-8 编码（不能是其他编码、压缩包或图片）',
  }),
  'web-page': () => ({
    en: 'this is a web page, not a profile: give the address of the raw file',
    zh: '这是一个网页，不是课程配置：请使用原始文件（raw）的地址',
  }),
  'empty-file': () => ({
    en: 'the profile is empty; it needs at least id, title, minikube and kubernetes',
    zh: '课程配置是空的；至少要写 id、title、minikube 和 kubernetes',
  }),
  'not-fields': () => ({
    en: 'a profile is a list of fields, one "name: value" a line',
    zh: '课程配置应当由若干字段组成，每行一个 "名称: 值"',
  }),
  'colon-width': ({ near }) => ({
    en: `this is a full-width colon (：); write an ordinary one and a blank: "${near}: "`,
    zh: `这里用了全角冒号（：）；请改用半角冒号加空格："${near}: "`,
  }),
  nested: () => ({
    en: 'this is nested far deeper than any profile',
    zh: '嵌套层数太多，课程配置不会有这么多层',
  }),
  tab: () => ({
    en: 'a tab stands where YAML wants blanks: indent with blanks',
    zh: '这里用了制表符（Tab）；YAML 的缩进只能用空格',
  }),
  'duplicate-key': ({ value }) => ({
    en: `"${value}" stands here a second time; keep one of the two`,
    zh: `"${value}" 在这里又出现了一次；只保留一个`,
  }),
  documents: () => ({
    en: 'a second document begins here (---); a profile is one document',
    zh: '从这里（---）开始是第二个文档；一个课程配置只能有一个文档',
  }),
  'colon-in-text': () => ({
    en: 'a text with ": " in it must stand in quotes',
    zh: '含有 ": " 的文字要放在引号里',
  }),
  quotes: () => ({
    en: 'the quote that opens here is never closed',
    zh: '这里的引号没有闭合',
  }),
  bracket: () => ({
    en: 'the bracket that opens here is never closed',
    zh: '这里的括号没有闭合',
  }),
  'value-long': () => ({
    en: 'this value is longer than 1000 characters; nothing in a profile is',
    zh: '这个值超过 1000 个字符；课程配置里没有这么长的值',
  }),
  colon: ({ value }) => ({
    en: `"${value}" has no value; a field is written "name: value", with a blank after the colon`,
    zh: `"${value}" 没有值；字段要写成 "名称: 值"，冒号后有一个空格`,
  }),
  indent: () => ({
    en: 'this line is indented differently from its neighbours; fields that belong together start in one column',
    zh: '这一行的缩进与相邻行不一致；同一层的字段要从同一列开始',
  }),
  'plain-start': ({ value }) => ({
    en: `a text cannot begin with ${value} here; put it in quotes`,
    zh: `这里的文字不能以 ${value} 开头；请加上引号`,
  }),
  alias: () => ({
    en: 'anchors and aliases (&name, *name) are not allowed in a profile; write the value out',
    zh: '课程配置不允许使用锚点和别名（&name、*name）；请把值直接写出来',
  }),
  tag: ({ value }) => ({
    en: `tags (${value}) are not allowed in a profile; write the plain value`,
    zh: `课程配置不允许使用标签（${value}）；请直接写值`,
  }),
  yaml: ({ detail }) => ({
    en: `this is neither YAML nor JSON: ${detail}`,
    zh: `这既不是 YAML 也不是 JSON:${detail}`,
  }),
} satisfies Table
