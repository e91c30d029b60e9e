import { define } from '../core/define.ts'
import { StoryFeed } from '../story-feed/story-feed.ts'

define('vlinder-story-feed', StoryFeed)
