/** Turns what we send into JSON, whatever the page did to its prototypes. */

/**
 * As `JSON.stringify` for plain data, without `toJSON`: old Prototype.js gives arrays one that makes a string
 * of every list. A replacer still sees, on the holder, the value as it was before `toJSON`.
 */
export const toJson = (value: object): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key]
  })
