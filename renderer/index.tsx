import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/forms.css'
import './styles/screens.css'
import './styles/history.css'
import './styles/access.css'
import './styles/setup.css'
import './styles/master-data.css'
import './styles/ledger.css'
import './styles/invoices.css'
import './styles/profile-list.css'
import './styles/profile-form.css'
import './styles/format-settings.css'
import './styles/narrow.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
