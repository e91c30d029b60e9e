// The intranet's own script: choosing another colleague in the header looks at once, without the button.
document.documentElement.classList.add('scripted')
const choice = document.querySelector('#as')
choice.addEventListener('change', () => choice.form.submit())
