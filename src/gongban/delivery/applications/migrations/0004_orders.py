"""When the order of a fee went out: what did not go out is sent again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('applications', '0003_steps')]

    operations = [
        migrations.AddField(model_name='payment', name='ordered_at', field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(
                condition=models.Q(('ordered_at__isnull', True), ('paid_at__isnull', True)), fields=['asked_at', 'id'], name='payment_not_ordered'
            ),
        ),
    ]
