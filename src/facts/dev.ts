import { defineFact } from '../model/fact.ts'

const there = (id: string, path: string) =>
  defineFact({
    id,
    read: async ({ host }): Promise<boolean> => (await host.stat(path)) !== undefined,
  })

/** The kernel's log: the kubelet opens it and does not start without. Source: kubernetes/minikube#11845. */
export const kmsg = there('dev-kmsg', '/dev/kmsg')

/** The kernel's virtual machines. */
export const kvm = there('dev-kvm', '/dev/kvm')
