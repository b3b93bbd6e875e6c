// Package interview leads through the questionnaire: the consent, the questions, the review and the
// end. It also shows a person what is stored about them. Package questionnaire holds the questions,
// and package result says what follows from the answers.
package interview
