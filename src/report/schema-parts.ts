import * as v from 'valibot'

/** With a sentence for the reader of the schema. */
export const described = <T extends v.GenericSchema>(schema: T, text: string) =>
  v.pipe(schema, v.description(text))

export const command = described(
  v.string(),
  'A command line to copy, sudo included where it is needed.',
)
