import * as v from 'valibot'

const described = <T extends v.GenericSchema>(schema: T, text: string) =>
  v.pipe(schema, v.description(text))

const leaf = v.union([v.string(), v.number(), v.array(v.union([v.string(), v.number()]))])

const finding = v.strictObject({
  code: described(
    v.string(),
    "A check's code, or log/…, minikube/<REASON>, kubeadm/<Check>: never reused, never renamed.",
  ),
  severity: v.picklist(['error', 'warning', 'info']),
  about: v.optional(
    described(v.string(), 'Tells several findings of one code apart: a host, an image, a pod.'),
  ),
  args: described(v.record(v.string(), leaf), 'What the log tells; anything may be missing.'),
  lines: described(
    v.array(v.strictObject({ number: described(v.number(), 'From 1.'), text: v.string() })),
    'The first lines that prove it, redacted.',
  ),
  message: v.string(),
  hint: v.optional(v.string()),
  commands: v.array(
    described(v.string(), 'A command line to copy, sudo included where it is needed.'),
  ),
})

/** The contract of `explain --json`. schema/explanation.schema.json is made from it. */
export const explanationSchema = v.strictObject({
  schema: v.literal('k8s-doctor/explanation/1'),
  findings: described(
    v.array(finding),
    'Errors before warnings, the most fundamental first; empty where nothing wrong was found or nothing was recognised.',
  ),
})

export type JsonExplanation = v.InferOutput<typeof explanationSchema>
