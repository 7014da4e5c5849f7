import pytest
from tests.pages import *
@pytest.mark.django_db
def test_all(client):
    for name,p in routes():
        for a in addresses(name):
            try:
                r=client.get(a); print(name,a,r.status_code,r.get('Content-Type'), getattr(p.callback,'openness',None), p.callback)
            except BaseException as e:
                print("FAIL",name,a,type(e).__name__,str(e)[:600])
