import { aUserPool } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const back = (...callbacks: readonly string[]) => aUserPool({ clients: { cl01: { flows: [], callbacks } } });

export default defineCases({
  fail: [
    {
      name: 'a callback over plain HTTP',
      given: [back('http://shop.example.com/in')],
      keys: ['cl01 http://shop.example.com/in'],
    },
  ],
  pass: [
    { name: 'a callback over https', given: [aUserPool()] },
    { name: 'the own machine of a developer', given: [back('http://localhost:3000/in', 'http://127.0.0.1/in')] },
    { name: 'the scheme of an app', given: [back('shop://in')] },
  ],
});
