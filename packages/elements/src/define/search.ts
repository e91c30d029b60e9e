import { define } from '../core/define.ts'
import { Search } from '../search/search.ts'

define('vlinder-search', Search)
