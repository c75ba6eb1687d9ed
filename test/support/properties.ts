// Property tests draw the same examples in every run, so that a change is judged by itself. New ones:
//   RUNROOM_TEST_SEED=$RANDOM npm run test:unit
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.RUNROOM_TEST_SEED ?? 1) })
