/** What the contact button opens: the community's template, filled in for one member. */

interface Contactable {
  id: string
  name: string
  email: string | null
  active: number
}

/** `{contact}` for `template` with `{email}`, `{name}` and `{id}` filled in; nothing where something it needs is unknown. */
export function contactAddress(template: string | undefined, member: Contactable): { contact?: string } {
  if (template === undefined || !member.active) return {}
  const values: Record<string, string | null> = { email: member.email, name: member.name, id: member.id }
  let complete = true
  const contact = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value == null) complete = false
    // An address keeps its @ readable; everything else that means something in a URL is encoded.
    return encodeURIComponent(value ?? '').replaceAll('%40', '@')
  })
  return complete ? { contact } : {}
}
