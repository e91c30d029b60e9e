import { define } from '../core/define.ts'
import { Provider } from '../provider/provider.ts'

define('vlinder-provider', Provider)
