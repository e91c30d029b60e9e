/** A question whose address leads elsewhere: it was merged into another. */
import { afterwards, type Link, type Options } from '@vlinder/client'

export const moved = (link: Link, id: string, options: Options) => afterwards(link).question(id, options)
