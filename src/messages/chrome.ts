export interface Chrome {
  readonly x?: string
}
