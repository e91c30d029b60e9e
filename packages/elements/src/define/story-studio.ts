import { define } from '../core/define.ts'
import { StoryStudio } from '../story-studio/story-studio.ts'

define('vlinder-story-studio', StoryStudio)
