import { define } from '../core/define.ts'
import { Doctor } from '../doctor/doctor.ts'

define('vlinder-doctor', Doctor)
