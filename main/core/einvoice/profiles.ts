/** Factur-X/ZUGFeRD EXTENDED, whose rules grant rounding differences. */
export function isExtended(profile: string): boolean {
  return /:extended$/i.test(profile) && /factur-x|zugferd/i.test(profile)
}

/** MINIMUM and BASIC WL: a booking aid without lines, no invoice in the sense of § 14 UStG. */
export function isWithoutLines(profile: string): boolean {
  return /:(minimum|basicwl|basic-wl)$/i.test(profile)
}
