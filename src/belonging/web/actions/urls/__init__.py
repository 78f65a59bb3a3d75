"""Addresses, by part."""

from belonging.web.actions.urls import following, plan, practices

app_name = "actions"
urlpatterns = [
    *plan.urlpatterns,
    *following.urlpatterns,
    *practices.urlpatterns,
]
