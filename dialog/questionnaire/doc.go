// Package questionnaire holds the questions, in every version that was released, and their answers
// as data. How they are asked is the business of package interview.
package questionnaire
